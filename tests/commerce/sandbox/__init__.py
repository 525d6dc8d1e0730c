"""Stores to try things in, whose days pass at once."""
