"""Reconciliation: what was sold against what Fortnox holds, by lists, at bounded cost."""
