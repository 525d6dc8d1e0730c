"""Accounts: decided, suggested, checked, chosen, shown."""
