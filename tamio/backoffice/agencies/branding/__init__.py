"""What an agency's clients see of it: its name, its logo, and its colour."""
