"""Integrations → Fortnox → Submissions: every invoice and credit note on its way, as a list."""
