"""The palette: one search over pages, deeds, and what a store has; by Ctrl-K or as a page."""
