"""Rules of the first steps: known by their facts, each leading on to the next."""
