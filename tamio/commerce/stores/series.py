"""Takes the next number of a gapless series, inside the transaction of the document it numbers."""

from django.db import transaction

from tamio.commerce.stores.models import NumberSeries, Store
from tamio.prepared import Prepared

FIRST_NUMBERS = {"invoice": 1001, "customer": 1001, "credit_note": 1001, "subscription": 1001}


def take_number(*, store: Store, kind: str) -> int:
    """The next number of `kind` (one of FIRST_NUMBERS) in `store`.

    Raises TransactionManagementError outside a transaction: a number taken by a document that
    is then not written would leave a gap, which the VAT Act does not allow in a series.
    """
    return hold_series(store=store, kind=kind).take()


def take_numbers(count: int, *, store: Store, kind: str) -> range:
    """As `take_number`, for so many documents of one transaction."""
    series = hold_series(store=store, kind=kind)
    series.next_number += count
    series.save(update_fields=["next_number"])
    return range(series.next_number - count, series.next_number)


def hold_series(*, store: Store, kind: str) -> NumberSeries:
    """The series, locked until the transaction ends: nobody else takes a number of it before."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken inside a transaction")
    there = _LOCKED.first(store.pk, kind)
    if there is not None:
        return there
    NumberSeries.objects.get_or_create(
        store=store, kind=kind, defaults={"next_number": FIRST_NUMBERS[kind]}
    )
    return NumberSeries.objects.select_for_update().get(store=store, kind=kind)


_LOCKED = Prepared(
    lambda store, kind: NumberSeries.objects.select_for_update().filter(store=store, kind=kind),
    int,
    str,
)
