"""Tamio: sells products and subscriptions online, and every sale arrives by itself in Fortnox."""

__version__ = "0.1.0"
