"""Registers the room with Django, for its commands."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "tamio.config"
    label = "config"
