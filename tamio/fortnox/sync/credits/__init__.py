"""Credit notes in Fortnox: an order not yet invoiced is cancelled or brought to its net."""
