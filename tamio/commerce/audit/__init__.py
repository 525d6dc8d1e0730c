"""What people changed, from what to what: written by every room, kept as the law asks."""
