"""Offers, codes, and their uses."""
