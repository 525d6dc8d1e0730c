"""A reconciliation as its page shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, FindingKind, Reconciliation, SettledFinding
from tamio.fortnox.pages.actions import Action, action_for
from tamio.fortnox.pages.reconciliation import words
from tamio.fortnox.pages.states import KIND, chip_of
from tamio.fortnox.sync.connect import DESTINATION
from tamio.look.chips import Chip, Text
from tamio.outbox.models import Delivery
from tamio.outbox.states import State

#: What looking at the order again can mend, once it was corrected in Fortnox.
_COMPARED_AGAIN = frozenset({FindingKind.DIFFERS, FindingKind.CHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDay:
    """A day, or all of them (None), in one currency: both sides and what is between them."""

    day: date | None
    currency: str
    ours_count: int
    ours: Decimal
    theirs_count: int
    theirs: Decimal

    @property
    def difference(self) -> Decimal:
        return self.theirs - self.ours

    @property
    def is_equal(self) -> bool:
        return self.ours == self.theirs and self.ours_count == self.theirs_count


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRate:
    """One VAT rate; `rate` is None for what is in no rate."""

    currency: str
    rate: Decimal | None
    ours_net: Decimal
    ours_vat: Decimal
    theirs_net: Decimal
    theirs_vat: Decimal

    @property
    def is_equal(self) -> bool:
        return (self.ours_net, self.ours_vat) == (self.theirs_net, self.theirs_vat)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """`action`: the one that solves it here, if there is one. `settled`: somebody said why."""

    finding: Finding
    chip: Chip
    said: Sequence[str]
    remedy: Text
    submission: Chip | None
    action: Action | None
    settled: SettledFinding | None

    @property
    def difference(self) -> Decimal | None:
        if self.finding.ours is None and self.finding.theirs is None:
            return None
        return (self.finding.theirs or Decimal(0)) - (self.finding.ours or Decimal(0))


def days_of(run: Reconciliation) -> list[ShownDay]:
    return [
        ShownDay(
            day=date.fromisoformat(line["day"]),
            currency=line["currency"],
            ours_count=line["ours_count"],
            ours=Decimal(line["ours"]),
            theirs_count=line["theirs_count"],
            theirs=Decimal(line["theirs"]),
        )
        for line in run.days
    ]


def sums_of(days: Sequence[ShownDay]) -> list[ShownDay]:
    """A line a currency."""
    return [
        _sum([line for line in days if line.currency == currency])
        for currency in sorted({line.currency for line in days})
    ]


def rates_of(run: Reconciliation) -> list[ShownRate]:
    return [_rate(line) for line in run.rates]


def shown(
    findings: Sequence[Finding], *, store: Store, settled: dict[str, SettledFinding]
) -> list[ShownFinding]:
    """Reads the submissions, in one query however many there are."""
    ours = [finding.invoice_id for finding in findings if finding.invoice_id]
    found = Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id__in=ours)
    deliveries = {each.subject_id: each for each in found.select_related("lane")}
    return [
        _shown(each, deliveries.get(each.invoice_id or 0), settled.get(each.key), store)
        for each in findings
    ]


def settled_of(keys: Collection[str], *, store: Store) -> dict[str, SettledFinding]:
    """By key, those of `keys` that somebody has settled."""
    found = SettledFinding.objects.filter(store=store, key__in=keys)
    return {each.key: each for each in found}


def _shown(
    finding: Finding, delivery: Delivery | None, settled: SettledFinding | None, store: Store
) -> ShownFinding:
    return ShownFinding(
        finding=finding,
        chip=words.chip_of(finding),
        said=words.said_of(finding),
        remedy=words.remedy_of(finding),
        submission=_submission(finding, delivery),
        action=None if settled else _action(finding, delivery, store),
        settled=settled,
    )


def _submission(finding: Finding, delivery: Delivery | None) -> Chip | None:
    if finding.kind != FindingKind.MISSING or delivery is None:
        return None
    return chip_of(delivery, order_number="")


def _action(finding: Finding, delivery: Delivery | None, store: Store) -> Action | None:
    """What can be done here. The order itself is never written over."""
    if finding.kind == FindingKind.MISSING:
        return action_for(store=store, delivery=delivery)
    if finding.kind in _COMPARED_AGAIN and delivery and delivery.state == State.DIFFERS:
        return action_for(store=store, delivery=delivery)
    return None


def _sum(lines: Sequence[ShownDay]) -> ShownDay:
    return ShownDay(
        day=None,
        currency=lines[0].currency,
        ours_count=sum(line.ours_count for line in lines),
        ours=sum((line.ours for line in lines), Decimal(0)),
        theirs_count=sum(line.theirs_count for line in lines),
        theirs=sum((line.theirs for line in lines), Decimal(0)),
    )


def _rate(line: dict[str, Any]) -> ShownRate:
    if "unread" in line:
        return ShownRate(
            currency=line["currency"],
            rate=None,
            ours_net=Decimal(0),
            ours_vat=Decimal(0),
            theirs_net=Decimal(line["unread"]),
            theirs_vat=Decimal(0),
        )
    names = ("ours_net", "ours_vat", "theirs_net", "theirs_vat")
    amounts = {name: Decimal(line[name]) for name in names}
    return ShownRate(currency=line["currency"], rate=Decimal(line["rate"]), **amounts)
