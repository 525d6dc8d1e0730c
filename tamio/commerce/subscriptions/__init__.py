"""Plans, subscriptions and their renewals: what is sold again and again, and billed in advance."""
