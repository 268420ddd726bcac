"""设置: the office, its people, calendar, fonts, copies and reminders."""
