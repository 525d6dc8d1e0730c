"""What people may write, checked field by field."""
