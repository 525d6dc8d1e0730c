"""Pages of credit notes: each one's way into Fortnox, on its invoice's panel."""
