"""Three rings of tests: fast (unmarked), integration, journey."""
