"""Registers the room with Django."""

from django.apps import AppConfig


class Customers(AppConfig):
    name = "tamio.commerce.customers"
    label = "customers"
