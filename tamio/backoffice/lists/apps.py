"""Registers the room with Django, and has what was begun on many rows worked on."""

from datetime import timedelta

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "tamio.backoffice.lists"
    label = "lists"

    def ready(self) -> None:
        from tamio.commerce.people import closing
        from tamio.outbox import chores

        closing.declare("filters", "tamio.backoffice.lists.bar.let_go")
        chores.declare(
            chores.Chore(
                name="bulk-runs",
                every=timedelta(seconds=1),
                run="tamio.backoffice.lists.work.chore",
            )
        )
