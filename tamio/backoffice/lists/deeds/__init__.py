"""What is done to one row, and how it is undone."""
