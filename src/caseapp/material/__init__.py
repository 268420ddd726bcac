"""Looking into files before they enter the record."""
