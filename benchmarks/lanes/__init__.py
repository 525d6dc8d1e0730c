"""Many lanes at once: how much they carry, what they cost, and whether they are fair."""
