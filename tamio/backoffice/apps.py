"""Registers the room with Django."""

from django.apps import AppConfig


class Backoffice(AppConfig):
    name = "tamio.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        from tamio.backoffice.signing_in import hearing
        from tamio.commerce.people import closing

        hearing.connect()
        closing.declare("sign-in", "tamio.backoffice.signing_in.closing.let_go")
