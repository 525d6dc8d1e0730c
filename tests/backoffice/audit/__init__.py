"""The audit trail in the back office."""
