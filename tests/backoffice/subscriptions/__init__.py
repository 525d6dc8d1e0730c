"""Subscriptions in the back office: found, told, and acted on."""
