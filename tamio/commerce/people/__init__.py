"""Users, agencies, memberships and what each role may do."""
