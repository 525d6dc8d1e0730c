"""Brings a credit note to its invoice's order: cancels it, or adds what takes back.

Everything is worked out from how the order stands in Fortnox, so it can be begun again after any
interruption. A request that may still be under way is waited out first: it would undo what came
after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tamio.commerce.invoices.credit import left_of
from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import NotFound, OutcomeUnknown, Refused
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.models import Connection, CreditLink, OrderLink, Settings, Way
from tamio.fortnox.sync import rules
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.accounts.loading import accounts_for
from tamio.fortnox.sync.accounts.missing import missing_account
from tamio.fortnox.sync.answering import answered
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.cards import NOT_WRITTEN
from tamio.fortnox.sync.credits import wording
from tamio.fortnox.sync.credits.deciding import AddRows, Cancel, Done, decide
from tamio.fortnox.sync.credits.order import Standing, patch_of, standing
from tamio.fortnox.sync.credits.waiting import for_the_order
from tamio.fortnox.sync.kept_rows import keep_added_rows
from tamio.fortnox.sync.texts import Texts
from tamio.fortnox.sync.wording import accounts_missing, consent_lost
from tamio.fortnox.sync.writing import StillUnderWay, Writing
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import (
    Differs,
    NeedsSettings,
    Outcome,
    Reconnect,
    Rejected,
    Submitted,
)


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Brings the credit note of `delivery` to Fortnox, under the lane's lease."""
    note = CreditNote.objects.select_related("invoice__store").get(pk=delivery.subject_id)
    connection = Connection.objects.filter(store_id=note.store_id).first()
    settings = Settings.objects.filter(store_id=note.store_id).first()
    if connection is None or settings is None:
        return Reconnect(consent_lost())
    if waits := for_the_order(note=note):
        return waits
    if held := rules.held_for_a_person(delivery=delivery, settings=settings):
        return held
    if settings.goods_account is None or settings.services_account is None:
        return NeedsSettings(accounts_missing())
    writing = Writing(lease)
    credit = _Credit(
        note=note,
        connection=connection,
        accounts=accounts_for(settings, invoice=note.invoice, lines=note.invoice.lines.all()),
        fortnox=fortnox_for(
            connection, clock=lease.clock, delivery=delivery, before_call=writing.before_call
        ),
        writing=writing,
    )
    return answered(
        credit.run, connection=connection, writing=writing, currency=note.invoice.currency
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Credit:
    """What one attempt works with."""

    note: CreditNote
    connection: Connection
    accounts: RevenueAccounts
    fortnox: Fortnox
    writing: Writing

    def run(self) -> Outcome:
        """Raises the client's errors, StillUnderWay and what tokens.py raises."""
        link = OrderLink.objects.get(invoice_id=self.note.invoice_id)
        if link.tenant_id != self.connection.tenant_id:
            return Rejected(wording.order_elsewhere(order_number=link.order_number))
        try:
            order = self.fortnox.orders.get(link.order_number)
        except NotFound as error:
            return Rejected(wording.order_gone(error, order_number=link.order_number))
        if order.external_invoice_reference_1 != link.reference:
            # Whatever stands under that number now, it is not what was sold.
            return Rejected(wording.another_order(order_number=link.order_number))
        return self._bring(order)

    def _bring(self, order: StoredOrder) -> Outcome:
        invoice = self.note.invoice
        decision = decide(
            order=order,
            invoice=invoice,
            note=self.note,
            notes=self._notes(),
            nothing_left=not any(each.amounts.gross for each in left_of(invoice)),
        )
        match decision:
            case Done(way):
                return self._done(order, way)
            case Cancel():
                return self._cancel(order)
            case AddRows(stands):
                return self._add_rows(stands)
            case _:
                return decision

    def _cancel(self, order: StoredOrder) -> Outcome:
        number = order.document_number
        return self._written(order, Way.CANCELLED, lambda: self.fortnox.orders.cancel(number), [])

    def _add_rows(self, stands: Standing) -> Outcome:
        lines = [each.line for note in stands.missing for each in note.lines.all()]
        if problem := missing_account(lines, self.accounts):
            return NeedsSettings(problem)
        texts, number = Texts(), stands.order.document_number
        patch = patch_of(stands, accounts=self.accounts, texts=texts)
        return self._written(
            stands.order, Way.ROWS, lambda: self.fortnox.orders.update(number, patch), texts.changes
        )

    def _written(
        self,
        order: StoredOrder,
        way: Way,
        write: Callable[[], StoredOrder],
        changes: Sequence[str],
    ) -> Outcome:
        """Noted, sent, and compared with what was to come of it."""
        self._wait_for_what_is_under_way()
        link = self._note_down(order, way, changes)
        try:
            with self.writing.noted(link):
                after = write()
        except OutcomeUnknown:
            raise
        except NOT_WRITTEN as error:
            with self.writing.under_lease():
                link.delete()
            if isinstance(error, Refused):
                return self._refused(error, order)
            raise
        return self._done(after, way)

    def _refused(self, error: Refused, order: StoredOrder) -> Outcome:
        """Someone may have invoiced or cancelled it since it was read: then that decides."""
        now = self.fortnox.orders.get(order.document_number)
        if (now.invoiced, now.cancelled) != (order.invoiced, order.cancelled):
            return self._bring(now)
        raise error

    def _note_down(self, order: StoredOrder, way: Way, changes: Sequence[str]) -> CreditLink:
        now = self.writing.now
        with self.writing.under_lease():
            link, _ = CreditLink.objects.update_or_create(
                credit_note=self.note,
                defaults={
                    "tenant_id": self.connection.tenant_id,
                    "order_number": order.document_number,
                    "way": way,
                    "noted_at": now,
                    "doubt_until": self.writing.doubt_from(now),
                    "done_at": None,
                    "changes": list(changes),
                },
            )
        return link

    def _done(self, order: StoredOrder, way: Way) -> Outcome:
        now = self.writing.now
        first = {
            "tenant_id": self.connection.tenant_id,
            "order_number": order.document_number,
            "noted_at": now,
            "doubt_until": now,
        }
        total = order.total - order.round_off
        done = {"way": way, "done_at": now, "total": total, "vat": order.total_vat}
        with self.writing.under_lease():
            CreditLink.objects.update_or_create(
                credit_note=self.note, defaults=done, create_defaults=first | done
            )
            if way == Way.ROWS:
                keep_added_rows(OrderLink.objects.get(invoice_id=self.note.invoice_id), order)
        if way == Way.CANCELLED:
            return Submitted()
        stands = standing(order=order, invoice=self.note.invoice, notes=self._notes())
        if stands.found != stands.expected or self.note not in stands.held:
            return Differs(wording.changed_in_fortnox(stands))
        return Submitted()

    def _wait_for_what_is_under_way(self) -> None:
        until = in_doubt_until(note=self.note, now=self.writing.now)
        if until is not None:
            raise StillUnderWay(until)

    def _notes(self) -> list[CreditNote]:
        return issued_for(self.note.invoice_id)


def issued_for(invoice_id: int) -> list[CreditNote]:
    """The credit notes of an invoice by number, with their lines."""
    issued = CreditNote.objects.filter(invoice_id=invoice_id).exclude(issued_at=None)
    return list(issued.order_by("number").prefetch_related("lines__line"))


def in_doubt_until(*, note: CreditNote, now: datetime) -> datetime | None:
    """Until when something sent for a credit note of the same invoice may still arrive."""
    doubted = CreditLink.objects.filter(
        credit_note__invoice_id=note.invoice_id, done_at=None, doubt_until__gt=now
    )
    until: datetime | None = doubted.aggregate(until=Max("doubt_until"))["until"]
    return until
