"""The invoices that a subscription is going to have, as far as is known today. Nothing is written.

It goes the way of the run, in memory: the same periods, prices, changes, pauses and ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from tamio.commerce.invoices.lines import LineDraft, sums
from tamio.commerce.subscriptions.billing import bill_of
from tamio.commerce.subscriptions.charging import charges_for, fees_to_begin, freight_of
from tamio.commerce.subscriptions.dates import (
    Alignment,
    Interval,
    Span,
    Unit,
    anchor_for,
    period_holding,
    start_of,
)
from tamio.commerce.subscriptions.drafting import discounts_told, draft_of
from tamio.commerce.subscriptions.ending import unused_on
from tamio.commerce.subscriptions.holding import (
    notices_of,
    planned_of,
    running_of,
    waiting_of,
)
from tamio.commerce.subscriptions.models import (
    Charge,
    PlannedChange,
    Status,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.pausing import is_paid_for
from tamio.commerce.subscriptions.periods import Next, freight_due
from tamio.commerce.subscriptions.repricing.applying import repriced
from tamio.commerce.subscriptions.taxing import Taxation, taxation_of
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wishes import lines_after, most_after, wish_of
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.rates import UnknownRate

#: So far ahead, and so many at most: what is billed each day would fill the page.
YEAR = Interval(1, Unit.YEAR)
MOST = 24


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An invoice to come: for `span`, on its first day."""

    span: Span
    lines: Sequence[LineDraft]
    total: Amounts


@dataclass(slots=True)
class Ahead:
    """`ends_on` is the day on which it is over, `pauses_on` the one on which it stands still for
    good; `stuck` that the next one cannot be billed as things are; `more` that there are others.
    """

    invoices: list[Invoiced] = field(default_factory=list)
    ends_on: date | None = None
    pauses_on: date | None = None
    stuck: bool = False
    more: bool = False


def ahead(subscription: Subscription, *, today: date) -> Ahead:
    """The next twelve months. Queries do not grow with how many there are."""
    read = whole_of(subscription.pk)
    found = Ahead()
    if read.is_living and read.status != Status.UNPAID:
        until = start_of(1, anchor=today, interval=YEAR)
        try:
            for each in _Walk(read, found).invoices(until=until):
                if len(found.invoices) == MOST:
                    found.more = True
                    break
                found.invoices.append(each)
        except (ValidationError, UnknownRate):
            found.stuck = True
    return found


def next_of(subscription: Subscription) -> Invoiced | None:
    """The very next, of one that was read whole. Raises ValidationError and vat.UnknownRate."""
    return next(_Walk(subscription, Ahead()).invoices(until=date.max), None)


class _Walk:
    """Where the run would be, step by step. The subscription itself is not changed."""

    def __init__(self, subscription: Subscription, found: Ahead) -> None:
        self.of, self.found = subscription, found
        self.anchor, self.interval = subscription.anchor, subscription.interval
        self.due, self.cycles = subscription.next_invoice_on, subscription.cycles
        self.most = subscription.max_cycles
        self.pause_on, self.resume_on = subscription.pause_on, subscription.resume_on
        self.waits: list[Charge] = waiting_of(subscription)
        self.changes: list[PlannedChange] = []
        self.lines: list[SubscriptionLine] | None = None
        self.paused_on = subscription.paused_on if subscription.status == Status.PAUSED else None
        self.begins = subscription.status == Status.PENDING
        self.taxed: Taxation | None = None
        self.discount = running_of(subscription)
        self.used = self.discount.used if self.discount else 0

    def invoices(self, *, until: date) -> Iterator[Invoiced]:
        if self.paused_on is not None and self.resume_on is None:
            self.found.pauses_on = self.paused_on
        while self.due is not None and self.due < until and not self._stops(self.due):
            if self.pause_on is not None and self.due >= self.pause_on:
                if self.resume_on is None:
                    self.found.pauses_on = self.pause_on
                    return
                self.paused_on, self.pause_on, self.due = self.due, None, self.resume_on
                continue
            if self.paused_on is not None and self._goes_on(self.due, self.paused_on):
                continue
            yield from self._billed(self.due)

    def _stops(self, due: date) -> bool:
        ends = self.of.cancel_on is not None and due >= self.of.cancel_on
        expires = not ends and self.paused_on is None and self._runs_out()
        if expires:
            # Another plan may begin that day, which has more.
            self._changed_on(due)
            expires = self._runs_out()
        if ends or expires:
            self.found.ends_on = due
        return bool(ends or expires)

    def _runs_out(self) -> bool:
        return bool(self.most) and self.cycles >= self.most

    def _goes_on(self, day: date, paused_on: date) -> bool:
        """Whether nothing is billed on that day: what was paid, or free, is not used up."""
        self.paused_on, span, trial_end = None, self.of.span, self.of.trial_end
        if trial_end is not None and paused_on < trial_end:
            self.anchor += day - paused_on
            self.due = day + max(trial_end - paused_on, timedelta(days=1))
            return True
        if span is not None and span.holds(day) and is_paid_for(self.of, day, paused_on):
            self.due = span.end
            return True
        self.waits += unused_on(self.of, paused_on)
        if not rules_of(self.of.store).pauses_keep_day:
            self.anchor = day
        return False

    def _billed(self, due: date) -> Iterator[Invoiced]:
        lines = self._lines_on(due)
        period = period_holding(due, anchor=self.anchor, interval=self.interval)
        found = Next(Span(due, period.end), period)
        charges: list[Charge] = []
        counted: SubscriptionDiscount | None = None
        if self.begins and self.of.trial_end is not None:
            trial = Span(due, self.of.trial_end)
            found = Next(trial, trial)
        else:
            charges += self._charges(lines, found)
            self.cycles += found.is_whole
            counted = self._counted()
        if self.begins:
            taxed = self._taxed_on(due)
            charges += fees_to_begin(lines, span=found.span, taxed=taxed)
        self.begins, self.due = False, found.span.end
        bill = bill_of(self.of, charges, waiting=self.waits, must=True)
        self.waits = bill.waiting
        if bill.billed:
            drafts = [draft_of(each, subscription=self.of) for each in bill.billed]
            drafts += discounts_told(
                bill.billed, subscription=self.of, counted=counted, number=self.used
            )
            yield Invoiced(found.span, drafts, sums(drafts))

    def _counted(self) -> SubscriptionDiscount | None:
        """The discount that the charge has; after the last that it covers there is none."""
        found = self.discount
        self.used += found is not None
        if found is not None and found.covers == self.used:
            self.discount = None
        return found

    def _charges(self, lines: Sequence[SubscriptionLine], found: Next) -> list[Charge]:
        taxed = self._taxed_on(found.span.start)
        charges = charges_for(
            lines, span=found.span, period=found.period, taxed=taxed, discount=self.discount
        )
        freight = freight_due(self.of, self.discount)
        since = self.of.started_on
        return charges + freight_of(
            charges, freight=freight, span=found.span, taxed=taxed, since=since
        )

    def _taxed_on(self, day: date) -> Taxation:
        """Who sells to whom is asked once; with the day change the rates, and where VAT is due."""
        taxed = self.taxed or taxation_of(self.of, on_date=day)
        oss = self.of.store.sells_under_oss(day)
        self.taxed = replace(taxed, on_date=day, parties=replace(taxed.parties, oss=oss))
        return self.taxed

    def _lines_on(self, due: date) -> Sequence[SubscriptionLine]:
        """As they are then, at the prices that are told by then."""
        if self.begins:
            return self.of.lines_on(due)
        return repriced(self._changed_on(due), notices_of(self.of), on=due)

    def _changed_on(self, due: date) -> Sequence[SubscriptionLine]:
        """A change to another interval begins a new count."""
        waiting = [each for each in planned_of(self.of) if each not in self.changes]
        new = [each for each in waiting if each.not_before is None or each.not_before <= due]
        if new:
            self.changes += new
            wishes = [wish_of(each) for each in self.changes]
            found = lines_after(self.of, wishes, on=due)
            self.lines = found.after
            version = self.lines[0].version
            other = version.interval != self.interval
            self.most = most_after(found, most=self.most, done=self.cycles, other_interval=other)
            if other:
                if self.discount is not None and not self.discount.outlives_intervals:
                    self.discount = None
                self.interval = version.interval
                self.anchor = anchor_for(
                    due, interval=version.interval, alignment=Alignment(version.alignment)
                )
        return self.of.lines_on(due) if self.lines is None else self.lines
