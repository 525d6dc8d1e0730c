"""Registers the room with Django."""

from django.apps import AppConfig


class Stores(AppConfig):
    name = "tamio.commerce.stores"
    label = "stores"
