"""Spans of days to look at: the last few days, and the last twelve months by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import dates
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included. `value` is how it stands in an address."""

    value: str
    label: str
    first: date
    last: date


def periods(*, today: date) -> Sequence[Period]:
    """The ones that the menu offers, nearest first."""
    return _periods(today, (get_language() or "sv")[:2])


@lru_cache(maxsize=64)
def _periods(today: date, language: str) -> Sequence[Period]:
    return [
        Period("today", _("Today"), today, today),
        Period("7d", _("Last 7 days"), today - timedelta(days=6), today),
        Period("30d", _("Last 30 days"), today - timedelta(days=29), today),
        *(_month(today, back, language) for back in range(12)),
    ]


def _month(today: date, back: int, language: str) -> Period:
    months = today.year * 12 + today.month - 1 - back
    first = date(months // 12, months % 12 + 1, 1)
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    name = dates.format_date(first, format="LLLL y", locale=language)
    label = name[:1].upper() + name[1:]
    return Period(f"{first:%Y-%m}", label, first, following - timedelta(days=1))
