"""Signing in: with what, from where, and for how long; and joining by an invitation."""
