"""Lists: found, kept, exported, and acted on."""
