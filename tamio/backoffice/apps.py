"""Registers the room with Django."""

from django.apps import AppConfig


class Backoffice(AppConfig):
    name = "tamio.backoffice"
    label = "backoffice"
