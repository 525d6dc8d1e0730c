"""Registers the room with Django."""

from django.apps import AppConfig

_PATH = "tamio.commerce.subscriptions"


class Subscriptions(AppConfig):
    name = _PATH
    label = "subscriptions"

    def ready(self) -> None:
        from tamio.commerce.privacy import records as privacy

        privacy.declare("subscriptions", f"{_PATH}.privacy")
