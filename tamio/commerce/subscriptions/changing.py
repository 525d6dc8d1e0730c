"""Changes a subscription: what it would cost is shown first, and then done as it was shown.

An upgrade is billed at once for the days that are left, less what they had cost before; what comes
to less waits for the next period, and so does all that concerns goods, which are sent once a
period. See docs/decisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.lines import LineDraft, sums
from tamio.commerce.subscriptions.billing import Bill, bill_of, write
from tamio.commerce.subscriptions.catching_up import held_up_to_date, is_behind
from tamio.commerce.subscriptions.charging import charges_for, credits_for, freight_of
from tamio.commerce.subscriptions.dates import Alignment, Span, anchor_for, period_holding
from tamio.commerce.subscriptions.discounts.ending import end_with_interval
from tamio.commerce.subscriptions.discounts.going_on import after_change, loses_with, of_rest
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.evening import settle_even
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import charges_on, held, keep, taken_of, waiting_of
from tamio.commerce.subscriptions.models import (
    Charge,
    Period,
    PeriodKind,
    PlannedChange,
    Status,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.periods import Next, freight_due
from tamio.commerce.subscriptions.planning import plan, swap_lines
from tamio.commerce.subscriptions.taxing import taxation_of
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wishes import Lines, Wish, lines_after, most_after
from tamio.commerce.vat.amounts import Amounts

#: While it is so, a change costs nothing now: nothing has been paid for days to come.
_UNBILLED = (Status.PENDING, Status.TRIALING, Status.PAUSED)


class When(StrEnum):
    NOW = "now"
    PERIOD_END = "period_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was shown when the change was agreed to: confirming anything else is refused."""

    on: date
    total: Decimal
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a change would do. `lines` and `total` are of the invoice that it makes now; below 0
    the total is what is taken off the next one. `then` is what a whole period costs afterwards,
    from `then_on` on, with the `discount` that it still has then, if it is not lost.
    """

    when: When
    on: date
    lines: Sequence[LineDraft]
    total: Amounts
    then: Amounts
    then_on: date | None
    revision: int
    discount: SubscriptionDiscount | None
    loses_discount: bool

    @property
    def seen(self) -> Seen:
        return Seen(on=self.on, total=self.total.gross, revision=self.revision)


def preview(
    *, subscription: Subscription, wishes: Sequence[Wish], now: datetime, when: When | None = None
) -> Preview:
    """Writes nothing. Without `when` the default. Raises ValidationError ("changes", "when")."""
    read = whole_of(subscription.pk)
    if not read.is_living:
        raise ValidationError(_("The subscription is over."))
    if not is_behind(read, now=now):
        return _previewed(read, wishes, now=now, when=when)
    with transaction.atomic():
        # As it will be: the change itself does first what is due, and this undoes it.
        ahead = held_up_to_date(read, now=now)
        shown = _previewed(ahead, wishes, now=now, when=when)
        transaction.set_rollback(True)
    return shown


def _previewed(
    read: Subscription, wishes: Sequence[Wish], *, now: datetime, when: When | None
) -> Preview:
    outcome = _outcome(read, wishes, on=read.store.date_of(now))
    chosen = _when(outcome, when)
    at_once = chosen is When.NOW
    lines = _drafts(read, outcome) if at_once else []
    return Preview(
        when=chosen,
        on=outcome.on,
        lines=lines,
        total=sums(lines),
        then=sums(_then(read, outcome)),
        then_on=outcome.next_on if at_once else read.period_end,
        revision=read.revision,
        discount=after_change(read, other_interval=outcome.restarts),
        loses_discount=outcome.restarts and loses_with(read),
    )


def change(
    *,
    subscription: Subscription,
    wishes: Sequence[Wish],
    by: str,
    now: datetime,
    when: When | None = None,
    seen: Seen | None = None,
) -> Period | None:
    """Does it, now or planned for the end of the period; the period that was billed for it, if any.

    Raises ValidationError as `preview` does, and ("seen") where what was shown is not so any more.
    """
    with transaction.atomic():
        locked = held_up_to_date(subscription, now=now)
        outcome = _outcome(locked, wishes, on=locked.store.date_of(now))
        chosen = _when(outcome, when)
        if seen is not None:
            _check_seen(seen, locked, outcome, chosen)
        if chosen is When.PERIOD_END:
            plan(locked, wishes, by=by, now=now)
            return None
        return _do(locked, outcome, by=by, now=now)


def drop(*, change: PlannedChange, by: str, now: datetime) -> bool:
    """Takes a planned change back. False if it was done or dropped before."""
    with transaction.atomic():
        locked = held(change.subscription)
        waits = PlannedChange.objects.filter(pk=change.pk, done_at=None, dropped_at=None)
        if not waits.update(dropped_at=now):
            return False
        keep(locked)
        note(locked, What.UNPLANNED, by=by, now=now, kind=change.kind)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """`restarts`: the interval is another, so a new period begins with the change."""

    on: date
    lines: Lines
    charges: Sequence[Charge]
    span: Span | None
    anchor: date
    restarts: bool
    next_on: date | None

    @property
    def total(self) -> Decimal:
        return sum((each.amount for each in self.charges), Decimal("0.00"))

    @property
    def is_of_goods(self) -> bool:
        return any(line.version.is_goods for line in [*self.lines.old, *self.lines.new])


def _outcome(subscription: Subscription, wishes: Sequence[Wish], *, on: date) -> _Outcome:
    on = max(on, subscription.started_on)
    lines = lines_after(subscription, wishes, on=on)
    version = lines.after[0].version
    restarts = version.interval != subscription.interval
    anchor = subscription.anchor
    if restarts:
        begins = subscription.trial_end if subscription.status == Status.TRIALING else on
        anchor = anchor_for(
            begins or on, interval=version.interval, alignment=Alignment(version.alignment)
        )
    span = subscription.span
    if subscription.status in _UNBILLED or span is None or not span.holds(on):
        return _Outcome(on=on, lines=lines, charges=[], span=None, anchor=anchor,
                        restarts=restarts, next_on=subscription.next_invoice_on)  # fmt: skip
    period = period_holding(on, anchor=anchor, interval=version.interval)
    rest = Span(on, period.end if restarts else span.end)
    charged = lines.after if restarts else lines.new
    found = Next(rest, period)
    discount = of_rest(subscription, other_interval=restarts)
    charges = [
        *_credits(subscription, None if restarts else lines.old, on=on),
        *_charges(subscription, charged, found, discount),
    ]
    return _Outcome(on=on, lines=lines, charges=charges, span=rest, anchor=anchor,
                    restarts=restarts, next_on=rest.end)  # fmt: skip


def _credits(
    subscription: Subscription, lines: Sequence[SubscriptionLine] | None, *, on: date
) -> list[Charge]:
    """What unused days give back, of these lines or of all."""
    pks = None if lines is None else {line.pk for line in lines}
    charges = [each for each in charges_on(subscription, on) if pks is None or each.line_id in pks]
    taken = taken_of(charges, includes_vat=subscription.prices_include_vat)
    return credits_for(charges, on=on, taken=taken)


def _charges(
    subscription: Subscription,
    lines: Sequence[SubscriptionLine],
    found: Next,
    discount: SubscriptionDiscount | None,
) -> list[Charge]:
    taxed = taxation_of(subscription, on_date=found.span.start)
    return charges_for(lines, span=found.span, period=found.period, taxed=taxed, discount=discount)


def _then(subscription: Subscription, outcome: _Outcome) -> list[LineDraft]:
    """The lines of a whole period after the change."""
    begins = max(outcome.on, outcome.anchor)
    interval = outcome.lines.after[0].version.interval
    period = period_holding(begins, anchor=outcome.anchor, interval=interval)
    discount = after_change(subscription, other_interval=outcome.restarts)
    charges = _charges(subscription, outcome.lines.after, Next(period, period), discount)
    taxed = taxation_of(subscription, on_date=period.start)
    due = freight_due(subscription, discount)
    since = subscription.started_on
    freight = freight_of(charges, freight=due, span=period, taxed=taxed, since=since)
    return [draft_of(each, subscription=subscription) for each in [*charges, *freight]]


def _drafts(subscription: Subscription, outcome: _Outcome) -> list[LineDraft]:
    """What it comes to now, with what has waited for an invoice."""
    every = [*waiting_of(subscription), *outcome.charges] if outcome.charges else []
    return [draft_of(each, subscription=subscription) for each in every]


def _when(outcome: _Outcome, asked: When | None) -> When:
    if outcome.span is None:
        return When.NOW
    if outcome.is_of_goods:
        if asked is When.NOW:
            message = _("Goods are sent once a period: the change begins with the next.")
            raise ValidationError({"when": [message]})
        return When.PERIOD_END
    if asked is not None:
        return asked
    return When.NOW if outcome.total > 0 else When.PERIOD_END


def _check_seen(seen: Seen, subscription: Subscription, outcome: _Outcome, when: When) -> None:
    total = Decimal("0.00")
    if when is When.NOW:
        total = sums(_drafts(subscription, outcome)).gross
    if seen != Seen(on=outcome.on, total=total, revision=subscription.revision):
        message = _("What it costs is not what you saw any more. Look at it once more.")
        raise ValidationError({"seen": [message]})


def _do(subscription: Subscription, outcome: _Outcome, *, by: str, now: datetime) -> Period | None:
    if outcome.restarts:
        end_with_interval(subscription, by=by, now=now)
    swap_lines(outcome.lines, on=outcome.on)
    columns = _moved(subscription, outcome)
    keep(subscription, *columns)
    PlannedChange.objects.filter(
        line__in=[line.pk for line in outcome.lines.old], done_at=None, dropped_at=None
    ).update(dropped_at=now)
    note(subscription, What.CHANGED, by=by, now=now, on=outcome.on, **outcome.lines.told)
    if outcome.span is None or not outcome.charges:
        return None
    bill = bill_of(subscription, outcome.charges, waiting=waiting_of(subscription), must=False)
    counted = after_change(subscription, other_interval=True) if outcome.restarts else None
    period = _written(subscription, bill, outcome.span, counted, now=now)
    settle_even(subscription, now=now)
    return period


def _moved(subscription: Subscription, outcome: _Outcome) -> list[str]:
    """The columns that the change sets."""
    # A period that begins with the change is one of the new plan's.
    done = subscription.cycles - (outcome.restarts and outcome.span is not None)
    subscription.max_cycles = most_after(
        outcome.lines, most=subscription.max_cycles, done=done, other_interval=outcome.restarts
    )
    if not outcome.restarts:
        return ["max_cycles"]
    version = outcome.lines.after[0].version
    subscription.unit, subscription.count = version.unit, version.count
    subscription.anchor = outcome.anchor
    columns = ["max_cycles", "unit", "count", "anchor"]
    if outcome.span is not None:
        subscription.period_start, subscription.period_end = outcome.span.start, outcome.span.end
        subscription.next_invoice_on = outcome.span.end
        columns += ["period_start", "period_end", "next_invoice_on"]
    return columns


def _written(
    subscription: Subscription,
    bill: Bill,
    span: Span,
    counted: SubscriptionDiscount | None,
    *,
    now: datetime,
) -> Period:
    before = subscription.periods.filter(kind=PeriodKind.CHANGE, period_start=span.start)
    return write(
        subscription, bill, kind=PeriodKind.CHANGE, span=span, now=now, sequence=before.count(),
        discount=counted,
    )  # fmt: skip
