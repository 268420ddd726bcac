"""Workbooks in and out: ledger import, annual workbook, ledger export."""
