"""The page of a store's tokens of the API."""
