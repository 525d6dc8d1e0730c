"""What is billed, earned and prepaid, month by month, to the öre.

What is billed in a month for days of earlier ones is earned in the month of the document: a month
that is over stays as it was told. So in each month what was prepaid before, and what is billed, is
what is earned and what is prepaid after.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from tamio.commerce.invoices.models.invoice import BOOKED_IN
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.reading import Item, items
from tamio.commerce.subscriptions.deferred.sold import Sold
from tamio.commerce.subscriptions.deferred.spreading import (
    MonthNumber,
    first_of,
    month_of,
    spread,
)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """`deferred` is billed in it for later months, `released` is earned in it and billed before;
    `prepaid` stands on the account when it is over.
    """

    begins: date
    billed: Decimal
    earned: Decimal
    deferred: Decimal
    released: Decimal
    prepaid: Decimal


@dataclass(slots=True)
class Course:
    """What becomes of some lines, in öre: prepaid before the first month, then by months from 0."""

    opening: int
    billed: list[int]
    earned: list[int]
    # Of what is earned, that which was billed in the same month.
    at_once: list[int]

    @classmethod
    def of(cls, months: int) -> "Course":
        return cls(0, [0] * months, [0] * months, [0] * months)

    def add(self, other: "Course") -> None:
        self.opening += other.opening
        for name in ("billed", "earned", "at_once"):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, [a + b for a, b in zip(mine, theirs, strict=True)])

    def months(self, first: MonthNumber) -> list[Month]:
        found, prepaid = [], self.opening
        for at, (billed, earned, at_once) in enumerate(
            zip(self.billed, self.earned, self.at_once, strict=True)
        ):
            prepaid += billed - earned
            found.append(
                Month(
                    begins=first_of(first + at),
                    billed=_kronor(billed),
                    earned=_kronor(earned),
                    deferred=_kronor(billed - at_once),
                    released=_kronor(earned - at_once),
                    prepaid=_kronor(prepaid),
                )
            )
        return found


@dataclass(slots=True)
class Ledger:
    """One currency's lines, by what is sold."""

    currency: str
    first: MonthNumber
    length: int
    courses: dict[Sold, Course] = field(default_factory=dict)

    @property
    def is_booked(self) -> bool:
        """Else no exchange rate was known, and it cannot be told in the currency of the books."""
        return self.currency == BOOKED_IN

    @property
    def opening(self) -> Decimal:
        return _kronor(sum(each.opening for each in self.courses.values()))

    def months(self) -> list[Month]:
        whole = Course.of(self.length)
        for each in self.courses.values():
            whole.add(each)
        return whole.months(self.first)

    def by(self, key: Callable[[Sold], Key]) -> Mapping[Key, Sequence[Month]]:
        """The months of what has the same `key`: an account."""
        grouped: dict[Key, Course] = {}
        for sold, course in self.courses.items():
            grouped.setdefault(key(sold), Course.of(self.length)).add(course)
        return {found: course.months(self.first) for found, course in grouped.items()}


def deferred(*, store: Store, first: date, last: date) -> list[Ledger]:
    """From the month of `first` to that of `last`. Three queries, however many lines there are."""
    begins, after = first_of(month_of(first)), first_of(month_of(last) + 1)
    return ledgers_of(items(store=store, first=begins, after=after), first=first, last=last)


def ledgers_of(found: Iterable[Item], *, first: date, last: date) -> list[Ledger]:
    """The books' currency first, there or not; items are dated in `last`'s month at the latest."""
    begins, length = month_of(first), month_of(last) - month_of(first) + 1
    ledgers = {BOOKED_IN: Ledger(BOOKED_IN, begins, length)}
    for item in found:
        ledger = ledgers.setdefault(item.currency, Ledger(item.currency, begins, length))
        course = ledger.courses.setdefault(item.sold, Course.of(length))
        _enter(item, course, begins=begins)
    return [ledgers[BOOKED_IN], *(ledgers[code] for code in sorted({*ledgers} - {BOOKED_IN}))]


def _enter(item: Item, course: Course, *, begins: MonthNumber) -> None:
    dated = month_of(item.dated)
    if dated >= begins:
        course.billed[dated - begins] += item.ore
    for month, ore in _parts(item):
        earned = max(month, dated)
        if earned < begins:
            continue
        if dated < begins:
            course.opening += ore
        if earned - begins < len(course.earned):
            course.earned[earned - begins] += ore
            if earned == dated:
                course.at_once[earned - begins] += ore


def _parts(item: Item) -> list[tuple[MonthNumber, int]]:
    """Goods are sent when the period begins."""
    if item.sold.is_goods:
        return [(month_of(item.starts), item.ore)]
    return list(spread(item.ore, item.starts, item.ends))


def _kronor(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)
