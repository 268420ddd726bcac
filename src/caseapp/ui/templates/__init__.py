"""模板与检查单: the shipped texts and the office's own."""
