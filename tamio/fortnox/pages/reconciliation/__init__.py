"""Integrations → Fortnox → Reconciliation: periods, both sides by day, and what does not agree."""
