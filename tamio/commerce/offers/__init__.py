"""Offers: what is taken off prices, for everyone or for those who have a code."""
