"""What a store writes to its customers: which letters, what stands in them, and how they look."""
