"""Reads the company's active customer cards, 500 a request, and keeps them fresh.

All of them when a store is connected and once a day, and every hour those that were saved since.
So a first sale is matched without a request, however many cards the company has. A reading that is
cut short goes on at the page it had come to.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.customer import CustomerSummary
from tamio.fortnox.models import Connection, CustomerRegister, RegisterCard
from tamio.fortnox.sync.calling import LONGEST_CALL
from tamio.fortnox.sync.matching.keys import organisation_key, person_key
from tamio.outbox.lease import Clock, machine_now

WHOLE_EVERY = timedelta(days=1)
CHANGES_EVERY = timedelta(hours=1)
#: A reading is its worker's for so long after each page.
_TAKEN = LONGEST_CALL + timedelta(seconds=20)
#: Fortnox's clock and ours may differ by so much.
_SKEW = timedelta(minutes=5)
_FIELDS = [
    "name", "email", "organisation_number", "city", "organisation_key", "person_key", "seen_at",
]  # fmt: skip


def register_of(connection: Connection) -> CustomerRegister:
    """Of the company that the store is connected to now; another company's cards are let go."""
    with transaction.atomic():
        CustomerRegister.objects.filter(connection=connection).exclude(
            tenant_id=connection.tenant_id
        ).delete()
        register, _ = CustomerRegister.objects.get_or_create(
            connection=connection, defaults={"tenant_id": connection.tenant_id}
        )
    return register


def is_due(register: CustomerRegister, *, now: datetime) -> bool:
    """Whether something is to be read."""
    return (
        register.reading_since is not None
        or _whole_is_due(register, now=now)
        or register.changes_at is None
        or register.changes_at <= now - CHANGES_EVERY
    )


def fresh(*, now: datetime) -> Q:
    """Of connections: those whose register is their company's, and has nothing due."""
    return Q(
        customer_register__tenant_id=F("tenant_id"),
        customer_register__reading_since=None,
        customer_register__whole_at__gt=now - WHOLE_EVERY,
        customer_register__changes_at__gt=now - CHANGES_EVERY,
    )


def read(
    register: CustomerRegister,
    *,
    fortnox: Fortnox,
    clock: Clock,
    most_pages: int | None = None,
    anew: bool = False,
    stopping: Callable[[], bool] = lambda: False,
) -> bool:
    """What is due, or all of it `anew`; whether it came to its end.

    Not if somebody else reads already, or if there are more than `most_pages`. Raises the client's
    errors; what was read before stays.
    """
    if not _take(register):
        return False
    try:
        if anew or register.reading_since or _whole_is_due(register, now=clock()):
            return _read_all(register, fortnox, clock, most_pages, stopping)
        _read_changes(register, fortnox, clock)
        return True
    finally:
        CustomerRegister.objects.filter(pk=register.pk).update(taken_until=None)


def rest(register: CustomerRegister, *, distance: timedelta) -> None:
    """After trouble: nothing is tried for a while."""
    until = machine_now() + distance
    CustomerRegister.objects.filter(pk=register.pk).update(taken_until=until)


def _whole_is_due(register: CustomerRegister, *, now: datetime) -> bool:
    return register.whole_at is None or register.whole_at <= now - WHOLE_EVERY


def _take(register: CustomerRegister) -> bool:
    """Compare-and-swap, so that of a worker and a click one reads."""
    at = machine_now()
    free = CustomerRegister.objects.filter(
        Q(taken_until=None) | Q(taken_until__lte=at), pk=register.pk
    )
    taken = free.update(taken_until=at + _TAKEN)
    if taken:
        register.refresh_from_db()
    return bool(taken)


def _read_all(
    register: CustomerRegister,
    fortnox: Fortnox,
    clock: Clock,
    most_pages: int | None,
    stopping: Callable[[], bool],
) -> bool:
    if register.reading_since is None:
        register.reading_since, register.next_page = clock(), 1
    left = most_pages
    while (left is None or left > 0) and not stopping():
        page = fortnox.customers.page(register.next_page)
        left = None if left is None else left - 1
        is_last = register.next_page >= page.pages
        with transaction.atomic():
            _keep(register, page.rows, at=register.reading_since)
            if is_last:
                _end(register)
            else:
                register.next_page += 1
            register.taken_until = machine_now() + _TAKEN
            register.save()
        if is_last:
            return True
    return False


def _end(register: CustomerRegister) -> None:
    """What was not listed any more is deleted there, or not active."""
    register.cards.filter(seen_at__lt=register.reading_since).delete()
    register.whole_at = register.changes_at = register.reading_since
    register.reading_since, register.next_page = None, 1


def _read_changes(register: CustomerRegister, fortnox: Fortnox, clock: Clock) -> None:
    at = clock()
    assert register.changes_at is not None
    for rows in fortnox.customers.modified_since(register.changes_at - _SKEW):
        with transaction.atomic():
            _keep(register, rows, at=at)
    CustomerRegister.objects.filter(pk=register.pk).update(changes_at=at)


def _keep(register: CustomerRegister, rows: Iterable[CustomerSummary], *, at: datetime) -> None:
    """By number: Fortnox gives a deleted card's number to another customer."""
    cards = {row.customer_number: _card(register, row, at) for row in rows}
    RegisterCard.objects.bulk_create(
        cards.values(),
        update_conflicts=True,
        unique_fields=["register", "number"],
        update_fields=_FIELDS,
        batch_size=80,
    )


def _card(register: CustomerRegister, row: CustomerSummary, at: datetime) -> RegisterCard:
    return RegisterCard(
        register=register,
        number=row.customer_number[:50],
        name=row.name or "",
        email=row.email or "",
        organisation_number=(row.organisation_number or "")[:30],
        city=row.city or "",
        organisation_key=organisation_key(row.organisation_number),
        person_key=person_key(email=row.email, name=row.name),
        seen_at=at,
    )
