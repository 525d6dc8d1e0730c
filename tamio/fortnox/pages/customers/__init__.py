"""Integrations → Fortnox → Customer cards."""
