"""Another price for those who subscribe to a plan: looked at, begun, followed and called off."""
