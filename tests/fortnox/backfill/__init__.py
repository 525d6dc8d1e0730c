"""Backfills: what was sold before goes after what is sold now, and only so far as one says."""
