"""What all lists can do: find, keep filters, export, and act on many rows at once."""
