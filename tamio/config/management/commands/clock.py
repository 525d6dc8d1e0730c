"""`tamio clock`: moves the clock of a store to try things in, and says how far it is."""

import time
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from tamio.clock import now
from tamio.commerce.invoices.models import Channel
from tamio.commerce.sandbox.asking import ask, in_months, move_under_way, stop, today_of
from tamio.commerce.sandbox.guards import make_sandbox
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.sandbox.moving import Mover, Stand, go_on
from tamio.commerce.stores.models import Store

#: Between two looks, where somebody else moves it or cards are waited for.
_PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    help = (
        "Moves the clock of a store to try things in forward, day by day, and has done on each"
        " day what is due: renewals, late payments, reminders, gift cards. Ctrl-C leaves the rest"
        " to the worker. Without a day it says what the clock says."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("store", metavar="STORE", help="the store's address, as in its URLs")
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--to", type=date.fromisoformat, metavar="YYYY-MM-DD", help="to that day")
        act.add_argument("--months", type=int, metavar="N", help="so many months on")
        act.add_argument("--go-on", action="store_true", help="goes on with what was asked for")
        act.add_argument("--stop", action="store_true", help="leaves it where it has got to")
        act.add_argument(
            "--sandbox",
            action="store_true",
            help="makes the store one to try things in, for good; not after its first sale",
        )
        parser.add_argument(
            "--by", default="tamio", metavar="EMAIL", help="who is on record for it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        store = _store(options["store"])
        # An operator's words, as those of every command.
        with override("en"):
            try:
                move = self._asked(store, options)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            if move is not None:
                self._move(store, move)
        store.refresh_from_db()
        self.stdout.write(f"{store.name}: {_told(store)}")

    def _asked(self, store: Store, options: dict[str, Any]) -> ClockMove | None:
        """What is to be moved now; raises ValidationError."""
        at, by = now(), options["by"]
        if options["sandbox"]:
            make_sandbox(store=store, by=by, now=at)
        elif options["stop"]:
            stop(store=store, by=by, now=at)
        elif options["go_on"]:
            return move_under_way(store)
        elif options["to"] is not None:
            return ask(store=store, to=options["to"], by=by, now=at)
        elif options["months"] is not None:
            if not 1 <= options["months"] <= _MOST_MONTHS:
                raise CommandError(f"--months: write a number from 1 to {_MOST_MONTHS}")
            to = in_months(store, options["months"], now=at)
            return ask(store=store, to=to, by=by, now=at)
        return None

    def _move(self, store: Store, move: ClockMove) -> None:
        month = ""

        def told(at_work: Store) -> None:
            nonlocal month
            today = today_of(at_work, now=now())
            if f"{today:%Y-%m}" != month:
                month = f"{today:%Y-%m}"
                self.stdout.write(f"{today}  {_renewals(move)} renewals")

        mover = Mover(owner=uuid4().hex, clock=now, told=told)
        waits = False
        try:
            while (stand := go_on(move, mover)) is not Stand.THERE:
                move.refresh_from_db()
                if not move.is_under_way:
                    break
                if stand is Stand.WAITS and not waits:
                    self.stdout.write("waits for cards that are drawn from: `tamio worker` does it")
                waits = stand is Stand.WAITS
                time.sleep(_PAUSE_SECONDS)
        except KeyboardInterrupt:
            self.stdout.write("Left to the worker; --stop ends it, --go-on goes on here.")
            return
        move.refresh_from_db()
        self.stdout.write(f"{_renewals(move)} renewals since {move.from_date}")
        if move.problem:
            raise CommandError(move.problem)


_MOST_MONTHS = 24


def _store(slug: str) -> Store:
    found = Store.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"there is no store at {slug!r}")
    return found


def _renewals(move: ClockMove) -> int:
    made = move.store.invoices.filter(channel=Channel.RENEWAL)
    return made.filter(invoice_date__gt=move.from_date, issued_at__isnull=False).count()


def _told(store: Store) -> str:
    today = today_of(store, now=now())
    if not store.is_sandbox:
        return f"{today}, a real store: its clock is the world's"
    move = move_under_way(store)
    on_its_way = f", on its way to {move.to_date}" if move else ""
    return f"{today}, a store to try things in{on_its_way}"
