"""Years of many subscriptions in a moment, and what they are compared with."""
