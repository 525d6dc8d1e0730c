"""Registers the room with Django."""

from django.apps import AppConfig


class Backoffice(AppConfig):
    name = "tamio.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        from tamio.backoffice.signing_in import hearing

        hearing.connect()
