"""Registers the room with Django."""

from django.apps import AppConfig


class Api(AppConfig):
    name = "tamio.api"
    label = "api"
