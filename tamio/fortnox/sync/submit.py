"""One invoice's way into Fortnox: look if it may be there, master data, note, order, proof."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.invoices.reading import invoice_at, issued_notes, lines_of
from tamio.fortnox.client.errors import OutcomeUnknown, Refused
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.order import Order, StoredOrder
from tamio.fortnox.models import ArticleLink, Connection, CustomerLink, OrderLink, Settings
from tamio.fortnox.sync import order_link, rules, wording
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.accounts.loading import accounts_for
from tamio.fortnox.sync.accounts.missing import missing_account
from tamio.fortnox.sync.answering import answered
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.cards import NOT_WRITTEN
from tamio.fortnox.sync.connected import connected_as
from tamio.fortnox.sync.credits.waiting import let_go
from tamio.fortnox.sync.proof import proven
from tamio.fortnox.sync.sale import Sale, sale_of
from tamio.fortnox.sync.texts import Texts
from tamio.fortnox.sync.writing import Writing
from tamio.outbox.claims import Claims
from tamio.outbox.errors import Outgrown
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Later, NeedsSettings, Outcome, Reconnect
from tamio.prepared import Prepared

Written = TypeVar("Written")

#: The order names a customer (2000204, 2000433) or article (2001302, 2000428) that is gone.
_CUSTOMER_GONE = frozenset({2000204, 2000433})
_ARTICLE_GONE = frozenset({2001302, 2000428})


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Sends the invoice of `delivery`; the lane's worker calls it under the lane's lease."""
    invoice = invoice_at(delivery.subject_id)
    connection, settings = connected_as(invoice.store_id)
    if connection is None or settings is None:
        return Reconnect(wording.consent_lost())
    if held := rules.held_back(invoice=invoice, delivery=delivery, settings=settings):
        return held
    if settings.goods_account is None or settings.services_account is None:
        return NeedsSettings(wording.accounts_missing())
    writing = Writing(lease)
    fortnox = fortnox_for(
        connection, clock=lease.clock, delivery=delivery, before_call=writing.before_call
    )
    lines = lines_of(invoice)
    submission = _Submission(
        invoice=invoice,
        lines=lines,
        connection=connection,
        settings=settings,
        accounts=accounts_for(settings, invoice=invoice, lines=lines),
        fortnox=fortnox,
        writing=writing,
        tries=delivery.tries,
        claims=delivery.claims,
    )
    return answered(
        submission.run, connection=connection, writing=writing, currency=invoice.currency
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Submission:
    """What one attempt works with."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    connection: Connection
    settings: Settings
    accounts: RevenueAccounts
    fortnox: Fortnox
    writing: Writing
    tries: int
    claims: Claims | None

    def run(self) -> Outcome:
        """Raises client errors, NumberTaken, NumberUsed, NotConnected, RenewalUnderWay, and
        StillUnderWay.
        """
        link = _LINKS.first(self.invoice.pk, self.connection.tenant_id)
        if link is None:
            return self._send()
        if link.order_number:
            order = self.fortnox.orders.get(link.order_number)
            return self._conclude(link, order, adopted=link.adopted)
        return self._look_first(link)

    def _look_first(self, link: OrderLink) -> Outcome:
        order = order_link.found(fortnox=self.fortnox, reference=link.reference)
        if order is not None:
            return self._conclude(link, order, adopted=True)
        if self.writing.now < link.doubt_until:
            problem = wording.not_listed_yet()
            return Later(problem, due_at=link.doubt_until, counts_as_try=False)
        return self._send()

    def _send(self) -> Outcome:
        if problem := missing_account(self.lines, self.accounts):
            return NeedsSettings(problem)
        try:
            return self._create()
        except Refused as error:
            if not self._forget_what_is_gone(error):
                raise
            # Not made anew here: others in the lane may stand on the same card, and whoever takes
            # this up again first says what it is going to write.
            at_once = timedelta(0) if self.tries == 0 else None
            return Later(wording.card_gone(error), after=at_once)

    def _create(self) -> Outcome:
        sale = self._sale()
        if self.claims is not None and not sale.cards.stale() <= self.claims.writes:
            # A card was changed since the lane let this begin beside others.
            raise Outgrown(f"{self.invoice} must write more than it has claimed")
        sale.cards.write(fortnox=self.fortnox, writing=self.writing)
        return self._conclude(*self._sent(sale.order(), sale.texts), adopted=False)

    def _sent(self, order: Order, texts: Texts) -> tuple[OrderLink, StoredOrder]:
        """Notes it, sends it. Only what may have been written leaves its note behind."""
        link = self._under_lease(lambda: self._note(texts))
        try:
            with self.writing.noted(link, lag=order_link.LIST_LAG):
                return link, self.fortnox.orders.create(order)
        except OutcomeUnknown as error:
            # What a gateway answers in Fortnox's place says nothing about what is under way.
            if error.status is not None and error.status < 500:
                self._under_lease(lambda: order_link.answered(link=link, at=self.writing.now))
            raise
        except NOT_WRITTEN:
            # Known not to be written: the note has done its work, and nothing is looked for.
            self._under_lease(link.delete)
            raise

    def _note(self, texts: Texts) -> OrderLink:
        now = self.writing.now
        return order_link.note(
            invoice=self.invoice,
            tenant_id=self.connection.tenant_id,
            changes=texts.changes,
            at=now,
            doubt_until=self.writing.doubt_from(now, lag=order_link.LIST_LAG),
        )

    def _under_lease(self, write: Callable[[], Written]) -> Written:
        """What another worker has taken over is not ours to write any more: raises LeaseLost."""
        with self.writing.under_lease():
            return write()

    def _sale(self) -> Sale:
        return sale_of(
            invoice=self.invoice,
            lines=self.lines,
            tenant_id=self.connection.tenant_id,
            settings=self.settings,
            accounts=self.accounts,
        )

    def _conclude(self, link: OrderLink, order: StoredOrder, *, adopted: bool) -> Outcome:
        now = self.writing.now
        with self.writing.under_lease():
            order_link.linked(link=link, order=order, adopted=adopted, now=now)
            let_go(invoice=self.invoice, now=now)
        return proven(invoice=self.invoice, order=order, notes=issued_notes(self.invoice))

    def _forget_what_is_gone(self, error: Refused) -> bool:
        if error.code in _CUSTOMER_GONE:
            links = CustomerLink.objects.filter(customer_id=self.invoice.customer_id)
            return bool(links.filter(tenant_id=self.connection.tenant_id).delete()[0])
        if error.code in _ARTICLE_GONE:
            skus = [line.sku for line in self.lines if line.sku]
            gone = ArticleLink.objects.filter(store_id=self.invoice.store_id, number__in=skus)
            return bool(gone.filter(tenant_id=self.connection.tenant_id).delete()[0])
        return False


_LINKS = Prepared(
    lambda invoice, tenant: OrderLink.objects.filter(invoice=invoice, tenant_id=tenant), int, str
)
