"""Which reconciliations are to be made: those that people ask for, and one a night."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Reconciliation, Settings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Lane

#: The days up to yesterday that are compared every night.
NIGHTLY_DAYS = 31
#: From this hour on, where the store is; what was sold before midnight has been sent by then.
NIGHTLY_HOUR = 3
#: The longest period that is compared at once.
MOST_DAYS = 366


class Unreasonable(ValueError):
    """A period that cannot be compared; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(
    *, connection: Connection, first: date, last: date, now: datetime, by: str
) -> Reconciliation:
    """To be made by the worker, soon. One that is open for the same period is found again.

    Raises Unreasonable: "order" (ends before it begins), "future", or "long".
    """
    if code := unreasonable(first=first, last=last, today=connection.store.date_of(now)):
        raise Unreasonable(code)
    with transaction.atomic():
        # Two clicks at once ask for one: the second waits for the first at the store's row.
        Store.objects.select_for_update(no_key=True).get(pk=connection.store_id)
        same = Reconciliation.objects.filter(
            store_id=connection.store_id,
            tenant_id=connection.tenant_id,
            first=first,
            last=last,
            ended_at=None,
            given_up_at=None,
        ).first()
        return same or _asked(connection, first=first, last=last, now=now, by=by)


def unreasonable(*, first: date, last: date, today: date) -> str:
    """Why a period cannot be compared, as a code of Unreasonable; "" if it can."""
    if first > last:
        return "order"
    if last > today:
        return "future"
    return "long" if (last - first).days >= MOST_DAYS else ""


def ask_nightly(*, now: datetime) -> None:
    """For every store that is connected and has none for yesterday yet. Cheap when there is
    nothing to ask for, and asked again without effect.
    """
    for connection, start in _without_a_night(now):
        store = connection.store
        last = store.date_of(now) - timedelta(days=1)
        first = max(start, last - timedelta(days=NIGHTLY_DAYS - 1))
        if now.astimezone(ZoneInfo(store.time_zone)).hour < NIGHTLY_HOUR or first > last:
            continue
        Reconciliation.objects.get_or_create(
            store=store,
            tenant_id=connection.tenant_id,
            last=last,
            nightly=True,
            defaults={"first": first, "asked_at": now, "asked_by": "tamio"},
        )


def _without_a_night(now: datetime) -> Iterator[tuple[Connection, date]]:
    """Open ones that were not asked for within the last hours, and from when on they send."""
    recent = Reconciliation.objects.filter(
        store=OuterRef("store"),
        tenant_id=OuterRef("tenant_id"),
        nightly=True,
        asked_at__gt=now - timedelta(hours=20),
    )
    opened = Lane.objects.filter(store=OuterRef("store"), destination=DESTINATION, closed_reason="")
    found = Connection.objects.filter(~Exists(recent), Exists(opened))
    settings = Settings.objects.filter(store__fortnox__in=found)
    for chosen in settings.select_related("store__fortnox"):
        connection = chosen.store.fortnox
        connection.store = chosen.store
        yield connection, chosen.start_date


def _asked(
    connection: Connection, *, first: date, last: date, now: datetime, by: str
) -> Reconciliation:
    asked: Reconciliation = Reconciliation.objects.create(
        store_id=connection.store_id,
        tenant_id=connection.tenant_id,
        first=first,
        last=last,
        asked_at=now,
        asked_by=by,
    )
    return asked
