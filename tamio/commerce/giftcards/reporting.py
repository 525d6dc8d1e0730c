"""What a store owes to holders of gift cards, day by day, for the accountant: it sums to the öre.

Two sides are shown, and they are always equal. On the account (2421): what invoices have sold and
credit notes have taken back, what was given by hand, what has paid, been paid back and expired. On
the cards: their balances, and what is sold and not issued yet because it is not paid.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from tamio.commerce.giftcards.models import CardMove, GiftCard, Why
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import CreditNoteLine, InvoiceLine
from tamio.commerce.money import ORE
from tamio.commerce.stores.models import Store

_NOTHING = Decimal("0.00")
_MOVED = {
    Why.REDEEMED: "redeemed",
    Why.REFUNDED: "refunded",
    Why.EXPIRED: "expired",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What happened to the debt on one day, each with its sign, and what it was in the evening."""

    on_date: date
    sold: Decimal = _NOTHING
    credited: Decimal = _NOTHING
    given: Decimal = _NOTHING
    redeemed: Decimal = _NOTHING
    refunded: Decimal = _NOTHING
    expired: Decimal = _NOTHING
    balance: Decimal = _NOTHING

    @property
    def change(self) -> Decimal:
        parts = (self.sold, self.credited, self.given)
        return sum((*parts, self.redeemed, self.refunded, self.expired), _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """A period's days on which something happened. `opening` is the debt before it; `total` its
    sums and the debt at its end.
    """

    opening: Decimal
    days: Sequence[Day]
    total: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The debt at this moment from both sides."""

    on_account: Decimal
    on_cards: Decimal
    not_issued: Decimal

    @property
    def difference(self) -> Decimal:
        return self.on_account - self.on_cards - self.not_issued


def liability(*, store: Store, first_date: date, last_date: date) -> Liability:
    """Eight queries, however many cards there are."""
    opening = sum((day.change for day in _days(store, on_date__lt=first_date)), _NOTHING)
    debt, days = opening, []
    for day in _days(store, on_date__gte=first_date, on_date__lte=last_date):
        debt += day.change
        days.append(replace(day, balance=debt))
    return Liability(opening=opening, days=days, total=_total(days, last_date, debt))


def standing(store: Store) -> Standing:
    issued = GiftCard.objects.filter(store=store, issued_at__isnull=False)
    waiting = GiftCard.objects.filter(store=store, issued_at=None)
    return Standing(
        on_account=sum((day.change for day in _days(store)), _NOTHING),
        on_cards=_sum(issued, "balance"),
        not_issued=_sum(waiting, "amount"),
    )


def _days(store: Store, **when: date) -> list[Day]:
    """Oldest first. `when` filters by the day."""
    found: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for name, rows in _kinds(store):
        by_day = rows.filter(**when).order_by("on_date").values("on_date")
        for row in by_day.annotate(sum=Sum("worth")):
            found[row["on_date"]][name] += Decimal(row["sum"]).quantize(ORE)
    return [Day(on_date=day, **found[day]) for day in sorted(found)]


def _kinds(store: Store) -> Iterable[tuple[str, QuerySet[Any]]]:
    """By the columns of the report: rows with a day and what they are worth."""
    sold = InvoiceLine.objects.filter(invoice__store=store, kind=LineKind.GIFT_CARD)
    sold = sold.exclude(invoice__issued_at=None)
    yield "sold", _named(sold, "invoice__invoice_date", "gross")
    taken = CreditNoteLine.objects.filter(
        credit_note__store=store, line__kind=LineKind.GIFT_CARD
    ).exclude(credit_note__issued_at=None)
    yield "credited", _named(taken, "credit_note__credit_date", "gross")
    moves = CardMove.objects.filter(store=store)
    by_hand = moves.filter(why=Why.ISSUED, card__line=None)
    yield "given", by_hand.annotate(worth=F("amount"))
    for why, name in _MOVED.items():
        yield name, moves.filter(why=why).annotate(worth=F("amount"))


def _named(rows: QuerySet[Any], day: str, amount: str) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.annotate(on_date=F(day), worth=F(amount))
    return named


def _total(days: Sequence[Day], last_date: date, debt: Decimal) -> Day:
    columns = ("sold", "credited", "given", "redeemed", "refunded", "expired")
    sums = {name: sum((getattr(day, name) for day in days), _NOTHING) for name in columns}
    return Day(on_date=last_date, balance=debt, **sums)


def _sum(rows: QuerySet[Any], column: str) -> Decimal:
    found = rows.aggregate(sum=Sum(column))["sum"]
    return Decimal(found or 0).quantize(ORE)
