"""Credit notes on the panel of their invoice."""
