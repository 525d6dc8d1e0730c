"""Registers the room with Django, and has clocks moved that were asked to be."""

from datetime import timedelta

from django.apps import AppConfig

_PATH = "tamio.commerce.sandbox"


class Sandbox(AppConfig):
    name = _PATH
    label = "sandbox"

    def ready(self) -> None:
        from tamio.outbox import chores

        chores.declare(
            chores.Chore(name="clock", every=timedelta(seconds=1), run=f"{_PATH}.chore.move")
        )
