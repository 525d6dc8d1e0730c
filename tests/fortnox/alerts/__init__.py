"""One digest, not a flood."""
