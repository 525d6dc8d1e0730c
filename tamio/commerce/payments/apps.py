"""Registers the room with Django."""

from django.apps import AppConfig


class Payments(AppConfig):
    name = "tamio.commerce.payments"
    label = "payments"
