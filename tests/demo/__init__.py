"""Rules of the demo: its place, its secrets, its seed, its processes."""
