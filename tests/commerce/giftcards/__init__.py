"""Gift cards: sold, used, mailed, and accounted for."""
