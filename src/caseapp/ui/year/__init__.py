"""年度: the tables, the text, closing the year."""
