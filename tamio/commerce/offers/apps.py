"""Registers the room with Django."""

from django.apps import AppConfig


class Offers(AppConfig):
    name = "tamio.commerce.offers"
    label = "offers"

    def ready(self) -> None:
        from tamio.commerce.privacy.records import declare

        declare("codes", "tamio.commerce.offers.privacy")
