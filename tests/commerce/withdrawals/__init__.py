"""Withdrawals, and what they lead to."""
