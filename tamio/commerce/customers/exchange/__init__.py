"""Customers in from a file: our own columns, or another shop's export."""
