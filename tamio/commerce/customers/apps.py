"""Registers the room with Django."""

from django.apps import AppConfig


class Customers(AppConfig):
    name = "tamio.commerce.customers"
    label = "customers"

    def ready(self) -> None:
        from tamio.commerce.privacy.records import declare

        declare("card", "tamio.commerce.customers.privacy")
