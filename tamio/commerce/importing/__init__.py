"""Files of any kind of rows, taken in piece by piece after a person has seen what they do."""
