"""The palette: what is found, by whom, and by which keys."""
