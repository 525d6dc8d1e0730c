"""Plans, subscriptions, their renewals, changes and ends."""
