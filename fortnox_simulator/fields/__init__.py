"""What fields each resource has: type, length, read-only; data derived from the description."""
