"""Registers the room with Django."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "tamio.commerce.catalogue"
    label = "catalogue"
