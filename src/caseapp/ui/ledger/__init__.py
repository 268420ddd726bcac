"""台账: filter, views, columns, what comes in and what goes out."""
