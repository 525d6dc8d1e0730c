"""Payments that are late: the list to act on, and what the store does by itself."""
