"""Fills the slot AuditSource: submissions, requests, and what was changed about the connection."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.backoffice.audit.entries import TAMIO, Asked, AuditEntry, AuditSource
from tamio.backoffice.audit.sources import ChangeSource, invoice_words, invoices_with
from tamio.backoffice.searching import mentions
from tamio.commerce.audit.models import Change
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import AlertSettings, Backfill, ExchangeRecord, Settings
from tamio.fortnox.pages.addresses import page, panel_of
from tamio.fortnox.pages.exchange_words import ShownExchange
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.pages.submissions import invoice_numbers
from tamio.fortnox.pages.words import HAPPENINGS, reason_words
from tamio.fortnox.sync import changes
from tamio.fortnox.sync.accounts.cells import CELLS
from tamio.fortnox.sync.accounts.naming import cell_words
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.look.chips import Tone
from tamio.outbox.models import DeliveryEvent
from tamio.outbox.problem import Problem
from tamio.outbox.states import Happening


class SubmissionSource:
    """What happened to each invoice on its way to Fortnox, and who had a hand in it."""

    kind = "fortnox-submissions"
    label = _("Submissions to Fortnox")

    def find(self, store: Store, asked: Asked) -> QuerySet[DeliveryEvent]:
        found = DeliveryEvent.objects.filter(
            delivery__store=store, delivery__destination=DESTINATION
        ).select_related("delivery")
        if asked.by:
            found = found.filter(by=asked.by)
        if asked.invoice_id is not None:
            found = found.filter(_about([asked.invoice_id]))
        if asked.text:
            meant = _about(invoices_with(store, asked.text))
            found = found.filter(meant | mentions(text=asked.text, fields=["by"]))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[DeliveryEvent]) -> Sequence[AuditEntry]:
        numbers = invoice_numbers(store=store, deliveries=[row.delivery for row in rows])
        return [self._entry(store, row, numbers.get(row.delivery_id)) for row in rows]

    def _entry(self, store: Store, event: DeliveryEvent, number: int | None) -> AuditEntry:
        what, tone = HAPPENINGS[Happening(event.what)]
        return AuditEntry(
            at=event.at,
            by=event.by,
            code=f"submission.{event.what}",
            what=what,
            subject=invoice_words(number) if number else "",
            href=panel_of(store=store, number=number) if number else "",
            text=_text(event),
            tone=tone,
        )


def _text(event: DeliveryEvent) -> str:
    problem, reason = event.detail.get("problem"), event.detail.get("reason")
    said = [str(Problem.from_json(problem).message)] if problem else []
    return " ".join([*said, *([str(reason_words(reason))] if reason else [])])


class ExchangeSource:
    """Every request to Fortnox and its answer."""

    kind = "fortnox-requests"
    label = _("Requests to Fortnox")

    def find(self, store: Store, asked: Asked) -> QuerySet[ExchangeRecord]:
        found = ExchangeRecord.objects.filter(store=store).select_related("delivery")
        if not asked.whole:
            found = found.defer("request_body", "answer_body")
        if asked.by not in {"", TAMIO}:
            return found.none()
        if asked.invoice_id is not None:
            found = found.filter(_about([asked.invoice_id]))
        if asked.text:
            meant = _about(invoices_with(store, asked.text))
            fields = ["path", "request_id", "failure"]
            found = found.filter(meant | mentions(text=asked.text, fields=fields))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[ExchangeRecord]) -> Sequence[AuditEntry]:
        deliveries = [row.delivery for row in rows if row.delivery]
        numbers = invoice_numbers(store=store, deliveries=deliveries)
        return [self._entry(store, row, numbers) for row in rows]

    def _entry(self, store: Store, row: ExchangeRecord, numbers: dict[int, int]) -> AuditEntry:
        shown = ShownExchange(row)
        number = numbers.get(row.delivery_id) if row.delivery_id else None
        whole = not row.get_deferred_fields()
        answer = str(row.status) if row.status else row.failure
        return AuditEntry(
            at=row.at,
            by=TAMIO,
            code=f"request.{row.method}",
            what=shown.purpose,
            subject=invoice_words(number) if number else "",
            href=page("exchange", store=store, pk=row.pk),
            text=f"{row.method} {row.path.partition('?')[0]} · {answer}",
            tone=Tone.NEUTRAL if shown.tone == Tone.GOOD else shown.tone,
            sent=row.request_body if whole else "",
            answered=row.answer_body if whole else "",
        )


def _about(invoices: Collection[int] | QuerySet[Any]) -> Q:
    """What is about one of these invoices, or about a credit note that answers one."""
    notes = CreditNote.objects.filter(invoice__in=invoices).values("pk")
    return Q(delivery__kind=KIND, delivery__subject_id__in=invoices) | Q(
        delivery__kind=CREDITED, delivery__subject_id__in=notes
    )


def _overview(store: Store, change: Change) -> str:
    if change.subject_kind == changes.ALERTS:
        return page("alerts", store=store)
    if change.subject_kind == changes.FINDINGS and change.subject_id:
        return page("reconciliation", store=store, pk=change.subject_id)
    if change.subject_kind == changes.BACKFILLS and change.subject_id:
        return page("backfill", store=store, pk=change.subject_id)
    if change.subject_kind == changes.CARDS:
        return page("customers", store=store)
    if change.subject_kind == changes.ACCOUNTS:
        return page("accounts", store=store)
    address = reverse("backoffice:fortnox:overview", args=[store.slug])
    return f"{address}#settings" if change.subject_kind == changes.SETTINGS else address


SOURCES: tuple[AuditSource, ...] = (
    ChangeSource(
        kind="fortnox-connection",
        label=_("Connection to Fortnox"),
        models={
            changes.CONNECTION: None,
            changes.SETTINGS: Settings,
            changes.CHART: None,
            changes.ACCOUNTS: None,
            changes.ALERTS: AlertSettings,
            changes.FINDINGS: None,
            changes.BACKFILLS: Backfill,
            changes.CARDS: None,
        },
        names={
            changes.CONNECTION: _("Connection to Fortnox"),
            changes.SETTINGS: _("Settings for Fortnox"),
            changes.CHART: _("Chart of accounts"),
            changes.ACCOUNTS: _("Revenue accounts"),
            changes.ALERTS: _("Alerts"),
            changes.FINDINGS: _("Finding"),
            changes.BACKFILLS: _("Backfill"),
            changes.CARDS: _("Customer's card"),
        },
        address=_overview,
        fields={
            "recipients": _("Told by e-mail"),
            "product": _("Own account"),
            "settled": _("Settled because"),
            "standing": _("How it stands"),
            "card": _("Card in Fortnox"),
            **{key: lazystr(cell_words(cell)) for key, cell in CELLS.items()},
        },
        values={
            "standing": {
                "runs": pgettext_lazy("backfill", "under way"),
                "paused": pgettext_lazy("backfill", "paused"),
                "stopped": pgettext_lazy("backfill", "stopped"),
            }
        },
        wholes={changes.CHART: _("%(after)s accounts")},
    ),
    SubmissionSource(),
    ExchangeSource(),
)
