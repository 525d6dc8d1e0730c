"""Gift cards in the back office: the list, one card's story, and the debt day by day."""
