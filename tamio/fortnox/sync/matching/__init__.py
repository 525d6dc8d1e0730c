"""Customers who already have a card in Fortnox: found without a request, adopted as they stand."""
