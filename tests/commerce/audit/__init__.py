"""What is written down of changes, how it is kept, and what goes in the end."""
