"""The sign-in side: consent, tokens, revocation; with the recorded shapes and content types."""
