"""Tokens of the API: who may call it for which store. They are made, used and revoked here."""
