"""Brings a credit note to its invoice's order: cancels it, or adds what takes back; or answers the
invoice that the order has become in Fortnox.

Everything is worked out from how things stand in Fortnox, so it can be begun again after any
interruption. A request that may still be under way is waited out first: it would undo what came
after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tamio.commerce.invoices.credit import left_of
from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import NotFound, Refused
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.models import Connection, OrderLink, Settings, Way
from tamio.fortnox.sync import rules
from tamio.fortnox.sync.accounts.loading import accounts_for
from tamio.fortnox.sync.accounts.missing import missing_account
from tamio.fortnox.sync.answering import answered
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.credits import wording
from tamio.fortnox.sync.credits.attempt import Attempt
from tamio.fortnox.sync.credits.deciding import AddRows, Cancel, CreditInvoice, Done, decide
from tamio.fortnox.sync.credits.invoices import make
from tamio.fortnox.sync.credits.order import Standing, patch_of, standing
from tamio.fortnox.sync.credits.rights import makes_credit_invoices
from tamio.fortnox.sync.credits.waiting import for_the_order
from tamio.fortnox.sync.kept_rows import keep_added_rows
from tamio.fortnox.sync.texts import Texts
from tamio.fortnox.sync.wording import accounts_missing, consent_lost
from tamio.fortnox.sync.writing import Writing
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
    attempt = Attempt(
        note=note,
        connection=connection,
        accounts=accounts_for(settings, invoice=note.invoice, lines=note.invoice.lines.all()),
        fortnox=fortnox_for(
            connection, clock=lease.clock, delivery=delivery, before_call=writing.before_call
        ),
        writing=writing,
        makes_invoices=makes_credit_invoices(connection=connection, settings=settings),
    )
    return answered(
        _OnOrder(attempt).run,
        connection=connection,
        writing=writing,
        currency=note.invoice.currency,
    )


@dataclass(frozen=True, slots=True)
class _OnOrder:
    """One attempt, as far as the order goes."""

    attempt: Attempt

    def run(self) -> Outcome:
        """Raises the client's errors, StillUnderWay and what tokens.py raises."""
        attempt = self.attempt
        link = OrderLink.objects.get(invoice_id=attempt.note.invoice_id)
        if link.tenant_id != attempt.connection.tenant_id:
            return Rejected(wording.order_elsewhere(order_number=link.order_number))
        try:
            order = attempt.fortnox.orders.get(link.order_number)
        except NotFound as error:
            return Rejected(wording.order_gone(error, order_number=link.order_number))
        if order.external_invoice_reference_1 != link.reference:
            # Whatever stands under that number now, it is not what was sold.
            return Rejected(wording.another_order(order_number=link.order_number))
        return self._bring(order)

    def _bring(self, order: StoredOrder) -> Outcome:
        attempt = self.attempt
        invoice = attempt.note.invoice
        decision = decide(
            order=order,
            invoice=invoice,
            note=attempt.note,
            notes=attempt.notes,
            nothing_left=not any(each.amounts.gross for each in left_of(invoice)),
            makes_invoices=attempt.makes_invoices,
        )
        match decision:
            case Done(way):
                return self._done(order, way)
            case Cancel():
                return self._cancel(order)
            case AddRows(stands):
                return self._add_rows(stands)
            case CreditInvoice(stands):
                return make.bring(attempt, stands)
            case _:
                return decision

    def _cancel(self, order: StoredOrder) -> Outcome:
        orders, number = self.attempt.fortnox.orders, order.document_number
        return self._written(order, Way.CANCELLED, lambda: orders.cancel(number), [])

    def _add_rows(self, stands: Standing) -> Outcome:
        lines = [each.line for note in stands.missing for each in note.lines.all()]
        if problem := missing_account(lines, self.attempt.accounts):
            return NeedsSettings(problem)
        texts, number = Texts(), stands.order.document_number
        patch = patch_of(stands, accounts=self.attempt.accounts, texts=texts)
        orders = self.attempt.fortnox.orders
        return self._written(
            stands.order, Way.ROWS, lambda: orders.update(number, patch), texts.changes
        )

    def _written(
        self,
        order: StoredOrder,
        way: Way,
        write: Callable[[], StoredOrder],
        changes: Sequence[str],
    ) -> Outcome:
        """Noted, sent, and compared with what was to come of it."""
        number = order.document_number
        try:
            with self.attempt.noted(way=way, order_number=number, changes=changes):
                after = write()
        except Refused as error:
            return self._refused(error, order)
        return self._done(after, way)

    def _refused(self, error: Refused, order: StoredOrder) -> Outcome:
        """Someone may have invoiced or cancelled it since it was read: then that decides."""
        now = self.attempt.fortnox.orders.get(order.document_number)
        if (now.invoiced, now.cancelled) != (order.invoiced, order.cancelled):
            return self._bring(now)
        raise error

    def _done(self, order: StoredOrder, way: Way) -> Outcome:
        attempt = self.attempt
        invoice = attempt.note.invoice
        total = order.total - order.round_off
        with attempt.writing.under_lease():
            attempt.done(
                way=way, order_number=order.document_number, total=total, vat=order.total_vat
            )
            if way == Way.ROWS:
                keep_added_rows(OrderLink.objects.get(invoice_id=invoice.pk), order)
        if way == Way.CANCELLED:
            return Submitted()
        stands = standing(order=order, invoice=invoice, notes=attempt.notes)
        if stands.found != stands.expected or attempt.note not in stands.held:
            return Differs(wording.changed_in_fortnox(stands))
        return Submitted()
