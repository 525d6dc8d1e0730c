"""The page of the pre-flight."""
