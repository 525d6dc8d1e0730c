"""Credit notes in Fortnox: an order not yet invoiced is cancelled or brought to its net; one that
is invoiced is answered by a credit invoice, or by a person.
"""
