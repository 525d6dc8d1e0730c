"""Packs: several variants that are sold as one thing, at one price."""
