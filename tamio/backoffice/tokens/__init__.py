"""Tokens of the API in a store's settings: what there is, a new one, and revoking."""
