"""Cart, and the use-cases that turn one into an invoice."""
