"""First steps: what leads an empty store to its first test sale, each step known by its facts."""
