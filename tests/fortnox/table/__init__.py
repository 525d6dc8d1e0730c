"""Sales in a table, with what the facts say of each."""
