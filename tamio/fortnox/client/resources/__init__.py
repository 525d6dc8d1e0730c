"""One class per noun of Fortnox: what can be asked of it."""
