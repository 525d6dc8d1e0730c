"""Renewals are paid: drawn from cards, and what is not paid is followed up step by step."""
