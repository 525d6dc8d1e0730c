"""Rules of payments: what came in, what goes back, and how an invoice stands."""
