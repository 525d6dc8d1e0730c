"""Links that let customers in."""
