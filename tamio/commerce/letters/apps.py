"""Declares who writes a letter when something was sold or credited, and the daily reminders."""

from datetime import timedelta

from django.apps import AppConfig


class Letters(AppConfig):
    name = "tamio.commerce.letters"
    label = "letters"

    def ready(self) -> None:
        from tamio.outbox import chores
        from tamio.outbox.destinations import Destination, declare

        declare(
            Destination(
                name="letters",
                hears=("invoice.issued", "invoice.credited"),
                deliver="tamio.commerce.letters.deliver.deliver",
                # The same worker brings the sale into the books, and that comes first: drawing a
                # letter and its enclosure takes longer than the books do.
                after=timedelta(seconds=2),
            )
        )
        chores.declare(
            chores.Chore(
                name="reminders",
                every=timedelta(hours=6),
                run="tamio.commerce.letters.reminding.remind",
            )
        )
