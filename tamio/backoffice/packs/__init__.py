"""Packs as a merchant makes and changes them."""
