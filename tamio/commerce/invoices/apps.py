"""Registers the room with Django."""

from django.apps import AppConfig


class Invoices(AppConfig):
    name = "tamio.commerce.invoices"
    label = "invoices"
