"""Writes down what was changed, in the transaction of the change itself, and when in the world:
also of a store whose own clock is ahead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from tamio.commerce.audit.models import Change, What
from tamio.store_clock import real

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was changed: `kind` in the writing room's own word, `name` as people know it."""

    store_id: int
    kind: str
    id: int | None
    name: str


def values_of(instance: models.Model, *, fields: Iterable[str] = ()) -> dict[str, Any]:
    """The columns' values by name, to be compared later; without `fields` all but the keys."""
    names = set(fields)
    return {
        column.name: column.value_from_object(instance)
        for column in instance._meta.concrete_fields
        if (column.name in names if names else not (column.primary_key or column.is_relation))
    }


def note_change(
    *, subject: Subject, before: Values, after: Values, by: str, now: datetime
) -> list[Change]:
    """One row for each field that differs; none if nothing does."""
    changes = [
        _change(subject, What.CHANGED, by, now, field=name, before=before.get(name), after=value)
        for name, value in after.items()
        if before.get(name) != value
    ]
    return Change.objects.bulk_create(changes)


def note(
    *,
    subject: Subject,
    what: What,
    by: str,
    now: datetime,
    before: str = "",
    after: str = "",
) -> Change:
    """Something done to the whole of it."""
    change = _change(subject, what, by, now, before=before, after=after)
    change.save()
    return change


def _change(
    subject: Subject,
    what: What,
    by: str,
    now: datetime,
    *,
    field: str = "",
    before: Any = "",
    after: Any = "",
) -> Change:
    return Change(
        store_id=subject.store_id,
        at=real(now),
        by=by,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_name=subject.name[:200],
        what=what,
        field=field,
        before=_text(before),
        after=_text(after),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)
