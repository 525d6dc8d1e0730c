"""Who may do what: every address and every operation, walked with every role."""
