"""The whole story of a subscription on one time line: what was agreed, billed, paid and missed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db.models import Prefetch, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tamio.backoffice.subscriptions.telling import (
    money_text,
    span_text,
    tone_of,
    who,
    words_of,
)
from tamio.commerce.dunning.models import Case, Track, Why
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.bank.importing import PROVIDER as BANK
from tamio.commerce.payments.models import Attempt, Receipt, Refund, Refusal
from tamio.commerce.payments.receiving import BY_API
from tamio.commerce.subscriptions.events import TAMIO
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    Period,
    PeriodKind,
    Subscription,
)
from tamio.look.chips import Text, Tone
from tamio.look.paging import Row

#: Entries at a time; and so many more are read of each kind, for a run that catches up writes as
#: many as sixty at one moment, and what happened at one moment is never torn apart.
SIZE = 100
_SPARE = 70
#: Payments that somebody wrote down, read from a file of the bank's or told through the API: of the
#: others their provider told.
_TOLD_BY_SOMEBODY = ("", BANK, BY_API)
#: In the address: only what somebody did.
DONE, BY_SOMEBODY = "done", "by-somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that happened. `named` is what `href` leads to, `details` are lines under it."""

    at: datetime
    what: Text
    tone: Tone = Tone.NEUTRAL
    by: str = ""
    text: str = ""
    named: str = ""
    href: str = ""
    details: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Story:
    """Latest first. `earlier` is the query string of what came before, "" for nothing.
    `by_somebody`: without what happened by itself.
    """

    entries: Sequence[Told]
    earlier: str
    is_latest: bool
    by_somebody: bool


def story_of(subscription: Subscription, *, params: QueryDict) -> Story:
    """As many queries however long it is. Raises Http404 for a moment that is none."""
    before = _moment(params.get("before", ""))
    by_somebody = params.get(DONE) == BY_SOMEBODY
    teller = _Teller(subscription, before, by_somebody=by_somebody)
    told = sorted(teller.told(), key=lambda each: each.at, reverse=True)
    cut = SIZE
    while 0 < cut < len(told) and told[cut].at == told[cut - 1].at:
        cut += 1
    shown = told[:cut]
    earlier = QueryDict(mutable=True)
    if len(told) > cut:
        earlier["before"] = shown[-1].at.isoformat()
        if by_somebody:
            earlier[DONE] = BY_SOMEBODY
    return Story(shown, earlier.urlencode(), before is None, by_somebody)


def _moment(written: str) -> datetime | None:
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Http404("this address does not lead to a part of the story") from None
    if found.tzinfo is None:
        raise Http404("this address does not lead to a part of the story")
    return found


class _Teller:
    def __init__(
        self, subscription: Subscription, before: datetime | None, *, by_somebody: bool
    ) -> None:
        self._of, self._before, self._by_somebody = subscription, before, by_somebody
        self._slug = subscription.store.slug
        self._invoices = Invoice.objects.filter(
            subscription_periods__subscription=subscription
        ).values("pk")

    def told(self) -> Iterator[Told]:
        """Of what happened at one moment, what followed from the rest comes first."""
        if self._by_somebody:
            return chain(self._credits(), self._refunds(), self._receipts(), self._events())
        return chain(
            self._cases_closed(), self._cases_opened(), self._draws(), self._credits(),
            self._refunds(), self._receipts(), self._periods(), self._events(),
        )  # fmt: skip

    def _latest(self, rows: QuerySet[Row], at: str = "at", by: str = "by") -> QuerySet[Row]:
        if self._before is not None:
            rows = rows.filter(**{f"{at}__lt": self._before})
        if self._by_somebody:
            rows = rows.exclude(**{by: TAMIO})
        return rows.order_by(f"-{at}", "-pk")[: SIZE + _SPARE]

    def _events(self) -> Iterator[Told]:
        for each in self._latest(self._of.events.all()):
            yield Told(
                at=each.at, what=each.get_what_display(), tone=tone_of(each), by=who(each.by),
                text=words_of(each, currency=self._of.currency),
            )  # fmt: skip

    def _periods(self) -> Iterator[Told]:
        charges = Charge.objects.filter(subscription=self._of).select_related("line__version")
        found = self._of.periods.select_related("invoice").prefetch_related(
            Prefetch("invoice__subscription_charges", queryset=charges, to_attr="charged")
        )
        for each in self._latest(found):
            invoice = each.invoice
            named, href, text = "", "", _("Nothing to pay for these days.")
            details: list[str] = []
            if invoice is not None:
                named, href = self._invoice(invoice)
                text = money_text(invoice.total, invoice.currency)
                details = [self._charge(charge) for charge in invoice.charged]  # type: ignore[attr-defined]
            yield Told(
                at=each.at, what=_billed(each), tone=Tone.GOOD, text=text, named=named, href=href,
                details=details,
            )  # fmt: skip

    def _charge(self, charge: Charge) -> str:
        amount = money_text(charge.amount, self._of.currency)
        span = span_text(charge.starts, charge.span.last)
        kind = ChargeKind(charge.kind)
        if kind is ChargeKind.FREIGHT:
            return f"{kind.label}: {amount}"
        if kind is ChargeKind.PERIOD:
            told = f"{charge.quantity} × {charge.line.version.title}, {span}: {amount}"
            if charge.discount:
                off = {"amount": money_text(charge.discount, self._of.currency)}
                told += " " + _("(%(amount)s off)") % off
            return told
        return f"{kind.label}, {charge.line.version.title}, {span}: {amount}"

    def _receipts(self) -> Iterator[Told]:
        found = Receipt.objects.filter(invoice__in=self._invoices).select_related("invoice")
        if self._by_somebody:
            found = found.filter(provider__in=_TOLD_BY_SOMEBODY)
        for each in self._latest(found):
            undone = each.reverses_id is not None
            named, href = self._invoice(each.invoice)
            yield Told(
                at=each.at, what=_("Payment taken back") if undone else _("Paid"),
                tone=Tone.NEUTRAL if undone else Tone.GOOD, by=who(each.by), named=named, href=href,
                text=f"{money_text(each.amount, each.currency)}, {each.get_means_display()}",
            )  # fmt: skip

    def _refunds(self) -> Iterator[Told]:
        found = Refund.objects.filter(invoice__in=self._invoices).select_related("invoice")
        for each in self._latest(found):
            named, href = self._invoice(each.invoice)
            yield Told(
                at=each.at, what=_("Paid back"), by=who(each.by), named=named, href=href,
                text=money_text(each.amount, each.currency),
            )  # fmt: skip

    def _credits(self) -> Iterator[Told]:
        found = CreditNote.objects.filter(invoice__in=self._invoices, issued_at__isnull=False)
        for each in self._latest(found.select_related("invoice"), "issued_at", "issued_by"):
            assert each.issued_at is not None
            yield Told(
                at=each.issued_at, what=_("Credited"), by=who(each.issued_by),
                text=money_text(each.total, each.invoice.currency),
                named=_("Credit note %(number)s") % {"number": each.number},
                href=reverse("backoffice:credit_note", args=[self._slug, each.number]),
            )  # fmt: skip

    def _draws(self) -> Iterator[Told]:
        """Those that were refused: the others are payments."""
        refused = [Refusal.SOFT, Refusal.HARD, Refusal.ACTION, Refusal.LOST]
        found = Attempt.objects.filter(
            invoice__in=self._invoices, refusal__in=refused, ended_at__isnull=False
        ).select_related("invoice")
        for each in self._latest(found, "ended_at"):
            assert each.ended_at is not None
            assert each.invoice is not None
            named, href = self._invoice(each.invoice)
            yield Told(
                at=each.ended_at, what=_("The card was not charged"), tone=Tone.NEEDS_YOU,
                text=each.get_refusal_display(), named=named, href=href,
            )  # fmt: skip

    def _cases_opened(self) -> Iterator[Told]:
        """An invoice that has not fallen due has a case too, which is nobody's trouble."""
        found = Case.objects.filter(subscription=self._of).exclude(
            track=Track.INVOICE, done_days__lt=0
        )
        for each in self._latest(found.select_related("invoice"), "opened_at"):
            named, href = self._invoice(each.invoice)
            yield Told(
                at=each.opened_at, what=_("Followed up"), tone=Tone.NEEDS_YOU,
                text=each.get_track_display(), named=named, href=href,
            )  # fmt: skip

    def _cases_closed(self) -> Iterator[Told]:
        found = Case.objects.filter(subscription=self._of, closed_at__isnull=False).exclude(
            track=Track.INVOICE, done_days__lt=0
        )
        for each in self._latest(found.select_related("invoice"), "closed_at"):
            assert each.closed_at is not None
            named, href = self._invoice(each.invoice)
            yield Told(
                at=each.closed_at, what=_("No longer followed up"), text=each.get_why_display(),
                tone=Tone.GOOD if each.why == Why.PAID else Tone.NEUTRAL, named=named, href=href,
            )  # fmt: skip

    def _invoice(self, invoice: Invoice) -> tuple[str, str]:
        named = _("Invoice %(number)s") % {"number": invoice.number}
        return named, reverse("backoffice:invoice", args=[self._slug, invoice.number])


def _billed(period: Period) -> str:
    words = {
        PeriodKind.START: _("First period, %(span)s"),
        PeriodKind.RENEWAL: _("Renewed, %(span)s"),
        PeriodKind.CHANGE: _("Billed for a change, %(span)s"),
        PeriodKind.END: _("Billed at its end, %(span)s"),
    }[PeriodKind(period.kind)]
    return words % {"span": span_text(period.period_start, period.span.last)}
