"""The page on which the clock of a store to try things in is moved."""
