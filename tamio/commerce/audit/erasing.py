"""Erases what is personal in records that need not be kept any more. Amounts and facts stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Min

from tamio.commerce.audit.models import Change
from tamio.commerce.audit.retention import ERASED, Record, declared, erasable_before
from tamio.outbox.lease import Clock
from tamio.outbox.models import DeliveryEvent

#: Rows that are erased in one transaction.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What may be erased of one kind of records: how many, from when to when."""

    name: str
    count: int
    oldest: datetime | None
    newest: datetime | None


def erasable(*, today: date) -> list[Finding]:
    """What the law does not ask to keep any more, by kind of record."""
    return [_found(record, today) for record in declared()]


def erase(*, now: datetime) -> dict[str, int]:
    """Erases it; how many rows of each kind. Can be stopped anywhere and begun again."""
    return {record.name: sum(_batches(record, now)) for record in declared()}


def chore(clock: Clock) -> None:
    """What the worker does once a day."""
    erase(now=clock())


def of_change(row: models.Model) -> dict[str, Any]:
    """Who it was and what was written; that something was changed, and when, stays."""
    assert isinstance(row, Change)
    return {"by": ERASED, "subject_name": "", "before": "", "after": ""}


def of_event(row: models.Model) -> dict[str, Any]:
    """Who it was, and texts in which people can be named."""
    assert isinstance(row, DeliveryEvent)
    return {"by": row.by if row.by == "tamio" else ERASED, "detail": {}}


def _found(record: Record, today: date) -> Finding:
    rows = _rows(record, today)
    ends = rows.aggregate(oldest=Min("at"), newest=Max("at"))
    return Finding(name=record.name, count=rows.count(), **ends)


def _rows(record: Record, today: date) -> "models.QuerySet[Any]":
    return record.rows().filter(erased_at__isnull=True, at__lt=erasable_before(today))


def _batches(record: Record, now: datetime) -> Iterator[int]:
    while batch := list(_rows(record, now.date()).order_by("pk")[:_AT_ONCE]):
        with transaction.atomic():
            for row in batch:
                mine = record.rows().filter(pk=row.pk, erased_at__isnull=True)
                mine.update(erased_at=now, **record.erased(row))
        yield len(batch)
