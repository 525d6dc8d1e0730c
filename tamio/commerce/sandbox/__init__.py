"""Stores to try things in, whose clock can be moved forward."""
