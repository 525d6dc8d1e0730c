"""Reconciliation: sales against the orders of a simulated company."""
