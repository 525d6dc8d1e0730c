"""What stands on invoices and credit notes, and the files they become."""
