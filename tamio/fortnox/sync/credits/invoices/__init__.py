"""Credit invoices: what answers an order that is an invoice in Fortnox already."""
