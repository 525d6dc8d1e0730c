"""Everything Fortnox, and the only place where the word is written."""
