"""Gift cards: sold as a debt of the store's, used as payment, and accounted for to the öre."""
