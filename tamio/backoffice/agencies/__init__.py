"""An agency: its people, and the stores that it runs for its clients."""
