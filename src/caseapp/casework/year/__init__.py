"""The year (年度): its tables, figures, report, and how it is closed."""
