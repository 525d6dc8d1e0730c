"""How long a consumer can withdraw. Distance Contracts Act 2005:59, chapter 2, 10 to 12 §§."""

from dataclasses import dataclass
from datetime import date, timedelta

from tamio.commerce.withdrawals.calendar import next_working_day

DAYS = timedelta(days=14)
#: Added where the consumer was not told of the right.
YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides it. A day that is not known yet is None.

    `starts` is the day of receipt of the last goods, or of the contract where there are none.
    `informed` is the day on which the consumer was told of the right on a durable medium.
    """

    starts: date | None
    informed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`last` is the last day; None while nobody can say: then it has not begun to run out."""

    last: date | None
    longer_for_want_of_information: bool = False

    def is_open(self, on_date: date) -> bool:
        return self.last is None or on_date <= self.last


def period_of(facts: Facts) -> Period:
    """14 days from receipt, not counting that day. Told too late: 14 days from then; never told: a
    year more.
    """
    if facts.starts is None:
        return Period(last=None)
    ordinary = facts.starts + DAYS
    if facts.informed is not None and facts.informed <= facts.starts:
        return Period(last=next_working_day(ordinary))
    longest = ordinary + timedelta(days=YEAR)
    if facts.informed is not None and facts.informed <= longest:
        told = min(max(ordinary, facts.informed + DAYS), longest)
        return Period(last=next_working_day(told), longer_for_want_of_information=told > ordinary)
    return Period(last=next_working_day(longest), longer_for_want_of_information=True)
