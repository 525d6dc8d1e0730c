"""How Fortnox makes an order or invoice of what was sent: snapshot, rows, accounts, VAT, totals."""
