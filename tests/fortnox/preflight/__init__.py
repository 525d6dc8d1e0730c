"""What the pre-flight finds, and how it is told."""
