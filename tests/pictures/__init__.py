"""Every page there is, as somebody sees it: its picture, and what is wrong with it."""
