"""Subscriptions as the merchant sees them: the list, one with its whole story, and the figures."""
