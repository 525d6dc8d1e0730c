"""Registers the room with Django."""

from django.apps import AppConfig


class Shipping(AppConfig):
    name = "tamio.commerce.shipping"
    label = "shipping"
