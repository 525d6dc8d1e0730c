"""What has left for the buyer and what has come back: facts on the invoice."""
