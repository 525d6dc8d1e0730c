"""Years of subscriptions, to the last order in Fortnox."""
