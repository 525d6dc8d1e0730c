"""The pages of a shop, one function each."""
