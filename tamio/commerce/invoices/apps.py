"""Registers the room with Django."""

from django.apps import AppConfig


class Invoices(AppConfig):
    name = "tamio.commerce.invoices"
    label = "invoices"

    def ready(self) -> None:
        from tamio.commerce.privacy.records import declare

        declare("invoices", "tamio.commerce.invoices.privacy")
