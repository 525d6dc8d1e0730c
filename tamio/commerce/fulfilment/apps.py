"""Declares what the room knows of people."""

from django.apps import AppConfig


class Fulfilment(AppConfig):
    name = "tamio.commerce.fulfilment"
    label = "fulfilment"

    def ready(self) -> None:
        from tamio.commerce.privacy import records

        records.declare("fulfilment", "tamio.commerce.fulfilment.privacy")
