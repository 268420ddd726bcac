"""Parts the screens share: form rows, tables, panes, pictures of pages, the dialog of a verb."""
