"""Discounts that go on: what a code promised a subscription, and the charges that have had it."""
