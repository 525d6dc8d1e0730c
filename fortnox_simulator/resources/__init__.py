"""What can be called under /3: one file per resource, plus what they share."""
