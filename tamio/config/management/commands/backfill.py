"""`tamio backfill`: starts a backfill of a store, or pauses, resumes, stops or tells of it."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill, Connection, Settings
from tamio.fortnox.sync.backfill import steering
from tamio.fortnox.sync.backfill.estimate import estimate
from tamio.fortnox.sync.backfill.progress import progress
from tamio.fortnox.sync.backfill.scope import Fate, Scope, counts, within
from tamio.fortnox.sync.backfill.starting import CannotStart, check, open_backfill, start

_ACTS = {"pause": steering.pause, "resume": steering.resume, "stop": steering.stop}
_REFUSALS = {
    "order": "--to is before --from",
    "future": "--from: that day has not come yet",
    "many": "--invoices: too many at once",
    "accounts": "the store has not chosen its revenue accounts yet",
    "open": "another backfill is under way: see --status, or --stop it",
    "nothing": "there is nothing to send",
}
_LEFT_OUT = {
    Fate.THERE: "in Fortnox already",
    Fate.ON_ITS_WAY: "on their way without it",
    Fate.STOPPED: "stopped already, and waiting for someone",
    Fate.SKIPPED: "skipped by someone",
    Fate.ZERO: "of 0, which the store leaves out",
    Fate.OLD: "older than the store's start date: never sent",
}


class Command(BaseCommand):
    help = (
        "Sends what a store sold before and is not in Fortnox, after new sales: from a day, or"
        " chosen invoices. The worker does it; this only starts it, and tells how far it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("store", metavar="STORE", help="the store's address, as in its URLs")
        parser.add_argument(
            "--from", dest="first", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day"
        )
        parser.add_argument(
            "--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day"
        )
        parser.add_argument(
            "--invoices", nargs="+", type=int, default=[], metavar="NUMBER", help="only these"
        )
        parser.add_argument(
            "--by", default="tamio", metavar="EMAIL", help="who is on record for it"
        )
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--dry-run", action="store_true", help="tells what it would come to")
        act.add_argument("--status", action="store_true", help="tells how far the latest is")
        for name in _ACTS:
            act.add_argument(f"--{name}", action="store_true", help=f"{name}s the one under way")

    def handle(self, *args: Any, **options: Any) -> None:
        store = Store.objects.filter(slug=options["store"]).first()
        if store is None:
            raise CommandError(f"STORE: there is no store at {options['store']!r}")
        connection = Connection.objects.select_related("store").filter(store=store).first()
        if connection is None:
            raise CommandError(f"STORE: {store} is not connected to Fortnox")
        asked = next((name for name in _ACTS if options[name]), "")
        if asked:
            self._steer(store, asked, by=options["by"])
        if asked or options["status"]:
            self._tell(store)
            return
        self._start(connection, options)

    def _steer(self, store: Store, act: str, *, by: str) -> None:
        found = open_backfill(store_id=store.pk)
        if found is None:
            raise CommandError(f"--{act}: no backfill is under way")
        try:
            _ACTS[act](found, now=now(), by=by)
        except steering.NotNow as refusal:
            raise CommandError(f"--{act}: {refusal}") from None

    def _start(self, connection: Connection, options: dict[str, Any]) -> None:
        scope = Scope(
            first=options["first"],
            last=options["last"],
            numbers=sorted(set(options["invoices"])),
        )
        if scope.first is None and not scope.numbers:
            raise CommandError("say --from which day, or which --invoices")
        try:
            self._foretell(scope, connection)
            if not options["dry_run"]:
                start(connection=connection, scope=scope, now=now(), by=options["by"])
                self.stdout.write("Started: the worker sends it. --status tells how far it is.")
        except CannotStart as refusal:
            raise CommandError(_REFUSALS[refusal.code]) from None

    def _foretell(self, scope: Scope, connection: Connection) -> None:
        settings = Settings.objects.get(store=connection.store)
        check(scope, connection=connection, settings=settings, now=now())
        told = estimate(scope, connection=connection, settings=settings)
        about = "" if told.is_exact else "about "
        self.stdout.write(
            f"{told.invoices} invoices and {told.notes} credit notes: {about}{told.requests}"
            f" requests, {told.minutes} min"
        )
        fates = counts(within(scope, store=connection.store), settings=settings)
        for fate, words in _LEFT_OUT.items():
            if fates[fate]:
                self.stdout.write(f"not sent: {fates[fate]} {words}")

    def _tell(self, store: Store) -> None:
        found = Backfill.objects.filter(store=store).select_related("store").order_by("-pk").first()
        if found is None:
            raise CommandError("--status: the store has had no backfill")
        settings = Settings.objects.get(store=store)
        far = progress(found, settings=settings, now=now())
        self.stdout.write(f"{found}: {_standing(found)}, {far.done} of {far.total}")
        self.stdout.write(
            f"in Fortnox {far.there}, on the way {far.on_its_way}, to come {far.ahead},"
            f" held back {far.held}, need someone {far.failed}"
        )


def _standing(backfill: Backfill) -> str:
    if backfill.finished_at:
        return "finished"
    if backfill.stopped_at:
        return "stopped"
    return "paused" if backfill.is_paused else "under way"
