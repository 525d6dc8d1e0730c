"""The developer's door: REST under a bearer token of the store."""
