"""Customers, their addresses, organisation and VAT numbers."""
