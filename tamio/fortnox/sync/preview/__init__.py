"""What would be sent, before it is: the exact order, its cards, the requests, and what to know."""
