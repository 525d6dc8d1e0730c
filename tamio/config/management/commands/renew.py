"""`tamio renew`: renews what is due now, and says how far it is."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tamio.clock import now
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.running import Tally, due_count, renew_due
from tamio.store_clock import told as in_store


class Command(BaseCommand):
    help = (
        "Renews every subscription that is due: one invoice for each period, also for those that"
        " were missed. The worker does it by itself; run twice, it bills nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--store", metavar="SLUG", help="only those of this store")
        parser.add_argument(
            "--count", action="store_true", help="only say how many are due, and bill nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stores = _stores(options["store"])
        instant = now()
        due = sum(_due(store, now=instant) for store in stores)
        self.stdout.write(f"{due} due")
        if options["count"] or not due:
            return

        def told(tally: Tally) -> None:
            self.stdout.write(f"{tally.done} of {due} done, {tally.parked} could not be billed")

        tally = renew_due(now=instant, stores=stores, told=told)
        self.stdout.write(
            f"{tally.billed} periods billed, {tally.paused} paused, {tally.ended} ended,"
            f" {tally.parked} could not be billed"
        )


def _due(store: Store, *, now: datetime) -> int:
    with in_time_of(store):
        return due_count(now=in_store(now), store=store)


def _stores(slug: str | None) -> list[Store]:
    if slug is None:
        return list(Store.objects.order_by("pk"))
    found = list(Store.objects.filter(slug=slug))
    if not found:
        raise CommandError(f"--store: there is no store at {slug!r}")
    return found
