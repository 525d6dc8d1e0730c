"""The page of a clock that can be moved."""
