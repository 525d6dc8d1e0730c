"""Registers the room with Django, for its templates, tags and static files."""

from django.apps import AppConfig


class Look(AppConfig):
    name = "tamio.look"
    label = "look"
