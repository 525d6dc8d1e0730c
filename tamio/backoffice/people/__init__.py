"""The people of a store: who has which role, who is invited, and what each role may do."""
