"""Has imports of products worked on."""

from datetime import timedelta

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tamio.commerce.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from tamio.outbox import chores

        chores.declare(
            chores.Chore(
                name="catalogue-imports",
                every=timedelta(seconds=1),
                run="tamio.commerce.catalogue.exchange.work.chore",
            )
        )
