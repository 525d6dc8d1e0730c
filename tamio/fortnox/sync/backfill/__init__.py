"""Backfill: what was sold before is brought to Fortnox, after clicks and new sales."""
