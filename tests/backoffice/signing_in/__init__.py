"""Signing in: second factors, sessions, guesses, and invitations that are accepted."""
