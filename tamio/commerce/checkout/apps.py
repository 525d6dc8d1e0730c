"""Registers the room with Django."""

from django.apps import AppConfig


class Checkout(AppConfig):
    name = "tamio.commerce.checkout"
    label = "checkout"
