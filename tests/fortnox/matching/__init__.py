"""Customers who have a card in Fortnox already."""
