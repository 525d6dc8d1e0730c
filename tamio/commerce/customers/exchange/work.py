"""Imports of customers: what the pieces of their files are, and what becomes of the rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from tamio.commerce.customers.exchange import sheets
from tamio.commerce.customers.exchange.plan import (
    Row,
    changes,
    key_of,
    known_to,
    look_above,
    outcome_of,
    read_rows,
)
from tamio.commerce.customers.models import (
    Customer,
    CustomerImport,
    CustomerPiece,
)
from tamio.commerce.importing import work
from tamio.commerce.importing.models import ImportState, Source
from tamio.commerce.importing.problems import Outcome, Problem
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import hold_series, take_numbers
from tamio.outbox.lease import Clock

#: What the audit trail calls an import.
CUSTOMER_IMPORT = "customer-import"
#: How long a file that nobody has agreed to is kept: it is full of people.
KEPT = timedelta(days=30)
_FORGOTTEN = gettext_noop("Nobody agreed to it within 30 days. Import the file again.")


def begin(
    *, store: Store, file_name: str, content: bytes, by: str, now: datetime
) -> CustomerImport:
    """Takes a file in for checking by a worker. Raises Wrong for one that is too large."""
    made: CustomerImport = work.begin(
        CUSTOMERS, store=store, file_name=file_name, content=content, by=by, now=now
    )
    return made


def agree(made: CustomerImport, *, by: str) -> bool:
    """Lets a worker take in what has been checked; False if that was done or is not possible."""
    return work.agree(CUSTOMERS, made, by=by)


def chore(clock: Clock) -> None:
    work.chore(CUSTOMERS, clock)


def forget_chore(clock: Clock) -> None:
    forget(now=clock())


def step(made: CustomerImport, *, now: datetime) -> None:
    work.step(CUSTOMERS, made, now=now)


def forget(*, now: datetime) -> None:
    """Files that nobody agreed to."""
    old = CustomerImport.objects.filter(state=ImportState.CHECKED, created_at__lt=now - KEPT)
    CustomerPiece.objects.filter(of__in=old).delete()
    refusal = {"message": _FORGOTTEN, "words": {}}
    old.update(state=ImportState.REFUSED, finished_at=now, refusal=refusal)


def _read(made: CustomerImport, content: bytes) -> work.FileRows:
    table = sheets.read(content)
    columns = list(sheets.COLUMNS)
    return work.FileRows(columns, look_above(table.rows), table.source, table.left_out)


def _check(
    made: CustomerImport, raw: Sequence[Any]
) -> tuple[Mapping[Outcome, int], Sequence[Problem]]:
    rows = read_rows(raw)
    right = [row for row in rows if not row.problems]
    known = known_to(made.store, right)
    counts = dict.fromkeys(Outcome, 0)
    counts[Outcome.WRONG] = len(rows) - len(right)
    for row in right:
        card = known.get(key_of(row.buyer))
        counts[outcome_of(row, card, replaces=_replaces(made))] += 1
    return counts, [problem for row in rows for problem in row.problems]


def _take_in(made: CustomerImport, raw: Sequence[Any], *, now: datetime) -> Sequence[Problem]:
    rows = [row for row in read_rows(raw) if not row.problems]
    # Whoever writes a first card meanwhile waits, or is found below.
    hold_series(store=made.store, kind="customer")
    known = known_to(made.store, rows)
    _make([row for row in rows if key_of(row.buyer) not in known], made.store, now=now)
    for row in rows:
        card = known.get(key_of(row.buyer))
        differing = changes(row, card, replaces=_replaces(made)) if card else {}
        if card and differing:
            for name, value in differing.items():
                setattr(card, name, value)
            card.save(update_fields=list(differing))
    return []


def _make(rows: Sequence[Row], store: Store, *, now: datetime) -> None:
    if not rows:
        return
    numbers = take_numbers(len(rows), store=store, kind="customer")
    Customer.objects.bulk_create(
        Customer(store=store, number=number, created_at=now, **row.buyer.card, **row.chosen)
        for number, row in zip(numbers, rows, strict=True)
    )


def _replaces(made: CustomerImport) -> bool:
    """What people have written in our own columns goes before a card; an export does not."""
    return made.source == Source.OWN


CUSTOMERS = work.Kind(
    name=CUSTOMER_IMPORT, model=CustomerImport, read=_read, check=_check, take_in=_take_in
)
