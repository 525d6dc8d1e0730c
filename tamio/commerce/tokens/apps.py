"""Registers the room with Django, and says what becomes of it when a person leaves."""

from django.apps import AppConfig


class Tokens(AppConfig):
    name = "tamio.commerce.tokens"
    label = "tokens"

    def ready(self) -> None:
        from tamio.commerce.people import closing

        closing.declare("tokens", "tamio.commerce.tokens.issuing.let_go")
