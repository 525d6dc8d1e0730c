"""Another price for those who subscribe already: looked at, told, called off, and applied."""
