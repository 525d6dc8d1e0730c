"""A subscriber's own pages: what they have, what it costs, and what they can do about it."""
