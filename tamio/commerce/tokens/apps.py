"""Registers the room with Django."""

from django.apps import AppConfig


class Tokens(AppConfig):
    name = "tamio.commerce.tokens"
    label = "tokens"
