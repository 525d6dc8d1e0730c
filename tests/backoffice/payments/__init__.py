"""Rules of the pages about money."""
