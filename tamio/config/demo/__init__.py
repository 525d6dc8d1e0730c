"""`tamio demo`: a whole installation in one folder, seeded and connected to a simulated Fortnox."""
