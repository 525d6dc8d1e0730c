"""Deferred revenue: spread, told and written for the accountant."""
