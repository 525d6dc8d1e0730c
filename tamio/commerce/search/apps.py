"""Registers the room with Django, and has the index kept up with the catalogue."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "tamio.commerce.search"
    label = "search"

    def ready(self) -> None:
        from tamio.outbox import chores

        chores.declare(
            chores.Chore(
                name="search-index",
                every=timedelta(seconds=30),
                run="tamio.commerce.search.upkeep.chore",
            )
        )
        chores.declare(
            chores.Chore(
                name="search-index-anew",
                every=timedelta(days=1),
                run="tamio.commerce.search.upkeep.daily_chore",
            )
        )
