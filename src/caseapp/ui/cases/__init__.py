"""案件: one case, its stages and timeline, and the forms of its steps."""
