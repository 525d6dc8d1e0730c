"""Discounts of subscriptions: promised at the checkout, had by renewals, kept and ended."""
