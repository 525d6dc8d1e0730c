"""Payments in the back office: how invoices stand, what came and went back, the bank's files."""
