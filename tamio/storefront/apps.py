"""Registers the room with Django, for its templates, static files and translations."""

from django.apps import AppConfig


class Storefront(AppConfig):
    name = "tamio.storefront"
    label = "storefront"
