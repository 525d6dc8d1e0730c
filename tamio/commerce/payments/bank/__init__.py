"""Files of the bank's: read, matched by payment reference, and reported on."""
