"""How far a clock is on its way, and what it has brought."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth

from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store

#: Moves that the page tells of.
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest move of a clock: `months` are the days of their firsts, with their renewals."""

    move: ClockMove
    reached: date
    months: list[tuple[date, int]]

    @property
    def percent(self) -> int:
        passed = (self.reached - self.move.from_date) // timedelta(days=1)
        return min(100, 100 * passed // self.move.days)

    @property
    def renewals(self) -> int:
        return sum(count for _month, count in self.months)


def newest_move(store: Store, *, today: date) -> Shown | None:
    """None if its clock was never moved."""
    move = ClockMove.objects.filter(store=store).first()
    if move is None:
        return None
    reached = min(today, move.to_date) if move.is_under_way else move.stopped_on or move.to_date
    return Shown(move, reached, _renewals(move, reached))


def _renewals(move: ClockMove, reached: date) -> list[tuple[date, int]]:
    made = Invoice.objects.filter(
        store=move.store_id, channel=Channel.RENEWAL,
        invoice_date__gt=move.from_date, invoice_date__lte=reached,
    )  # fmt: skip
    months = made.annotate(month=TruncMonth("invoice_date")).values("month").order_by("month")
    return list(months.annotate(made=Count("pk")).values_list("month", "made"))
