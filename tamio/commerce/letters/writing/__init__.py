"""What stands in each letter. Pure: from plain data to its pieces, in the language in force."""
