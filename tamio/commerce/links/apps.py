"""Declares what is forgotten of the links."""

from datetime import timedelta

from django.apps import AppConfig


class Links(AppConfig):
    name = "tamio.commerce.links"
    label = "links"

    def ready(self) -> None:
        from tamio.commerce.privacy import records
        from tamio.outbox import chores

        records.declare("links", "tamio.commerce.links.privacy")
        chores.declare(
            chores.Chore(
                name="links-forget",
                every=timedelta(days=1),
                run="tamio.commerce.links.one_time.forget",
            )
        )
