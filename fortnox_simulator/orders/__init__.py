"""How Fortnox makes an order of what was sent: snapshot, rows, accounts, VAT, totals."""
