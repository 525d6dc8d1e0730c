"""Deferred revenue (periodisering): what is billed for days to come, and earned when they come."""
