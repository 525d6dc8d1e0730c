"""Which of a period's rows would be booked where: a few groups, however many rows there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField as Whole
from django.db.models import Case, CharField, Count, F, Max, Min, Sum, Value, When

from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.sync.accounts.decider import (
    Decision,
    Ground,
    NoAccount,
    RevenueAccounts,
    SoldRow,
)

_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are booked alike. `net` in `currency`; `examples` are invoice numbers."""

    row: SoldRow
    currency: str
    count: int
    net: Decimal
    examples: tuple[int, ...]


@dataclass(slots=True)
class Booked:
    """What would be booked on one account; without a number, what could not be booked."""

    number: int | None
    missing: list[NoAccount] = field(default_factory=list)
    count: int = 0
    net: dict[str, Decimal] = field(default_factory=dict)
    grounds: dict[Ground, None] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def add(self, group: Group, decision: Decision) -> None:
        self.count += group.count
        self.net[group.currency] = self.net.get(group.currency, Decimal(0)) + group.net
        self.grounds[decision.ground] = None
        self.groups.append(group)

    @property
    def examples(self) -> list[int]:
        found = dict.fromkeys(number for group in self.groups for number in group.examples)
        return sorted(found)[:_MOST_EXAMPLES]


def month_before(day: date) -> tuple[date, date]:
    """First and last day of the calendar month before the one of `day`."""
    last = date.fromordinal(day.replace(day=1).toordinal() - 1)
    return last.replace(day=1), last


def groups_of(
    *, store: Store, first_date: date, last_date: date, own_accounts: Iterable[int]
) -> list[Group]:
    """The rows of the invoices of those days, in one query.

    `own_accounts` are the products that have an account of their own: only they are told apart.
    """
    lines = InvoiceLine.objects.filter(
        invoice__store=store, invoice__invoice_date__range=(first_date, last_date)
    ).annotate(
        own=Case(When(product__in=list(own_accounts), then=F("product_id")), output_field=Whole()),
        country=Case(
            # What was sold before the lines said so has its buyer's country.
            When(
                vat_treatment=Treatment.OSS.value, vat_country="", then=F("invoice__buyer_country")
            ),
            When(vat_treatment=Treatment.OSS.value, then=F("vat_country")),
            default=Value(""),
            output_field=CharField(),
        ),
        currency=F("invoice__currency"),
    )
    by = ["kind", "item_type", "vat_treatment", "vat_rate", "country", "own", "currency"]
    counted = lines.order_by(*by).values(*by).annotate(
        count=Count("pk"),
        sum=Sum("net"),
        first=Min("invoice__number"),
        last=Max("invoice__number"),
    )  # fmt: skip
    return [_group(found) for found in counted]


def booked(groups: Iterable[Group], accounts: RevenueAccounts) -> list[Booked]:
    """By account, those without one first. Rows of text are booked nowhere."""
    found: dict[int | None, Booked] = {}
    for group in groups:
        decision = accounts.decide(group.row)
        if decision is None:
            continue
        missing = _missing(group.row, accounts)
        number = None if missing else decision.number
        place = found.setdefault(number, Booked(number))
        place.add(group, decision)
        if missing:
            place.missing.append(missing)
    return sorted(found.values(), key=lambda each: each.number or 0)


def _missing(row: SoldRow, accounts: RevenueAccounts) -> NoAccount | None:
    try:
        accounts.of(row)
    except NoAccount as problem:
        return problem
    return None


def _group(found: Mapping[str, Any]) -> Group:
    return Group(
        row=SoldRow(
            kind=found["kind"],
            item_type=found["item_type"],
            vat_treatment=found["vat_treatment"],
            vat_rate=found["vat_rate"],
            buyer_country=found["country"],
            product_id=found["own"],
        ),
        currency=found["currency"],
        count=found["count"],
        net=round_half_up(found["sum"]),
        examples=tuple(sorted({found["first"], found["last"]})),
    )
