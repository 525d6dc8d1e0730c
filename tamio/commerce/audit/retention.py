"""How long what is on record must be kept, and what goes afterwards.

Bokföringslagen (1999:1078) 7 kap. 2 §: until the end of the seventh year after the calendar year in
which the financial year ended. Tamio does not know where a company's financial year ends, so it
counts with the longest that the law lets one be: eighteen months (3 kap. 3 §).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from django.db import models
from django.utils.module_loading import import_string

YEARS = 7
_LONGEST_FINANCIAL_YEAR = 18  # months
#: What stands where something personal stood.
ERASED = "[erased]"

Erase = Callable[[models.Model], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One kind of rows that are kept: data only, so that every room declares its own.

    `model`: dotted path of a model with `at` and `erased_at`. `erase`: dotted path of a function
    that gives, for one row, the columns to write so that nothing personal is left.
    """

    name: str
    model: str
    erase: str

    def rows(self) -> "models.QuerySet[Any]":
        return cast("type[models.Model]", import_string(self.model))._default_manager.all()

    def erased(self, row: models.Model) -> dict[str, Any]:
        return cast(Erase, import_string(self.erase))(row)


_declared: dict[str, Record] = {}


def declare(record: Record) -> None:
    """Raises ValueError if another declaration already has the name."""
    known = _declared.setdefault(record.name, record)
    if known != record:
        raise ValueError(f"two kinds of records call themselves {record.name!r}")


def declared() -> list[Record]:
    return [_declared[name] for name in sorted(_declared)]


def kept_until(day: date) -> date:
    """The last day that something of `day` must be kept."""
    months = day.year * 12 + day.month - 1 + _LONGEST_FINANCIAL_YEAR
    return date(months // 12 + YEARS, 12, 31)


def erasable_before(today: date) -> datetime:
    """What is older than this need not be kept any more."""
    # The first month whose rows must still be kept today; at most ten years back.
    month = next(
        date(year, number, 1)
        for year in range(today.year - YEARS - 3, today.year + 1)
        for number in range(1, 13)
        if kept_until(date(year, number, 1)) >= today
    )
    return datetime(month.year, month.month, 1, tzinfo=UTC)
