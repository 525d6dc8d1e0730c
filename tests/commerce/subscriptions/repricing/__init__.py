"""Another price for those who subscribe already."""
