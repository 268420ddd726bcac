"""The ledger (台账): its index, lists, columns, what comes in and what goes out."""
