"""A customer's ways in without a password: the link to an order, one-time links to all."""
