"""Compares a period: both sides side by side, each sale with its order, and what is left over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.client.models.order import OrderSummary
from tamio.fortnox.models import FindingKind
from tamio.fortnox.sync.kept_rows import KeptRow, kept_rows
from tamio.fortnox.sync.reconcile.figures import Figures, lines_of
from tamio.fortnox.sync.reconcile.findings import Found, of_sale
from tamio.fortnox.sync.reconcile.judging import Verdict, by_list, by_order, unread
from tamio.fortnox.sync.reconcile.reader import Reader
from tamio.fortnox.sync.reconcile.sales import Sale, issued, sales
from tamio.fortnox.sync.reconcile.strangers import Strangers, findings, strangers
from tamio.fortnox.sync.reconcile.touched import touched

#: Orders that are read one by one in one reconciliation; the rest is told from the list alone.
MOST_READ = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is compared. Nothing sold before `start` is expected in Fortnox."""

    store: Store
    tenant_id: str
    first: date
    last: date
    start: date


@dataclass(slots=True)
class Result:
    """`checked`: pk of the sale, and its rows, of orders that were read and found to agree."""

    findings: list[Found] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    checked: dict[int, list[KeptRow]] = field(default_factory=dict)
    sales: int = 0
    orders: int = 0
    equal: int = 0
    others: int = 0
    read: int = 0
    #: Sales whose orders somebody has saved, with an equal total, and that were not read yet.
    unlooked: set[int] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        names = ("sales", "orders", "equal", "others", "read")
        return {name: getattr(self, name) for name in names} | {"unlooked": len(self.unlooked)}


def compare(period: Period, *, reader: Reader, now: datetime) -> Result:
    """Raises the client's errors, and what the reader's `before_each` raises."""
    return _Comparison(period, reader, now).run()


class _Comparison:
    def __init__(self, period: Period, reader: Reader, now: datetime) -> None:
        self._period = period
        self._reader = reader
        self._now = now
        self._result = Result()

    def run(self) -> Result:
        period = self._period
        pages = self._reader.pages(first=period.first, last=period.last)
        listed = {order.document_number: order for page in pages for order in page}
        # Read after the list: what has been sent meanwhile is known here, and looked for there.
        invoices = issued(period.store).filter(invoice_date__range=(period.first, period.last))
        found = sales(invoices, tenant_id=period.tenant_id)
        orders = orders_of(found, listed)
        self._weigh_all(found, orders)
        left = listed.keys() - {order.document_number for order in orders.values()}
        self._weigh_left([listed[number] for number in sorted(left, key=int)], found)
        self._result.orders = len(listed)
        return self._result

    def _weigh_all(self, found: Sequence[Sale], orders: Mapping[int, OrderSummary]) -> None:
        # One sold before the start that a person has sent all the same is compared like any other.
        start = self._period.start
        expected = [sale for sale in found if sale.day >= start or sale.order_number]
        saved = self._touched(expected)
        for sale in expected:
            is_saved = sale.to_check or sale.order_number in saved
            self._weigh(sale, orders.get(sale.pk), touched=is_saved)
        figures = self._result.figures
        self._result.sales = len(expected)
        for sale in expected:
            if not sale.nothing_is_left:
                figures.sold(sale.day, sale.currency, sale.target.total)
        notes = {note.pk for sale in expected for note in sale.notes}
        notes -= {note.pk for sale in expected for note in sale.counted_notes}
        figures.sold_lines(lines_of({sale.pk for sale in expected}, besides=notes))

    def _touched(self, expected: Sequence[Sale]) -> set[str]:
        period = self._period
        written = {
            sale.order_number: sale.last_written_at
            for sale in expected
            if sale.order_number and sale.last_written_at
        }
        return touched(
            written,
            lambda moment: self._reader.pages(
                first=period.first, last=period.last, modified_since=moment
            ),
            now=self._now,
        )

    def _weigh(self, sale: Sale, listed: OrderSummary | None, *, touched: bool) -> None:
        verdict = by_list(sale, listed, touched=touched)
        if isinstance(verdict, Found):
            self._tell(verdict, listed)
        elif verdict == Verdict.EQUAL:
            self._agrees(sale, listed)
        elif self._result.read < MOST_READ:
            self._look(sale)
        elif verdict == Verdict.UNSURE:
            self._result.unlooked.add(sale.pk)
            self._agrees(sale, listed)
        else:
            self._tell(unread(sale, listed), listed)

    def _tell(self, found: Found, listed: OrderSummary | None) -> None:
        """Without having read the order: its rows are not known."""
        self._result.findings.append(found)
        if listed is not None and not listed.cancelled:
            day = listed.order_date or found.day
            currency = listed.currency or found.currency
            self._holds(day, currency, listed.total, rows=None)

    def _agrees(self, sale: Sale, listed: OrderSummary | None) -> None:
        self._result.equal += 1
        if listed is not None and not listed.cancelled:
            self._holds(sale.day, sale.currency, sale.target.total, rows=sale.rows, sale=sale)

    def _look(self, sale: Sale) -> None:
        self._result.read += 1
        order = self._reader.order(sale.order_number)
        if order is None:
            self._result.findings.append(of_sale(FindingKind.DELETED, sale))
            return
        invoice = Invoice.objects.get(pk=sale.pk)
        notes = CreditNote.objects.filter(invoice=invoice).exclude(issued_at=None)
        found = by_order(sale, order, invoice=invoice, notes=list(notes.order_by("number")))
        rows = kept_rows(order)
        if found is not None:
            self._result.findings.append(found)
        else:
            self._result.equal += 1
            self._result.checked[sale.pk] = rows
        day = order.order_date or sale.day
        if not order.cancelled and self._period.first <= day <= self._period.last:
            amount = order.total - order.round_off
            self._holds(day, order.currency or sale.currency, amount, rows=rows, sale=sale)

    def _weigh_left(self, orders: Sequence[OrderSummary], found: Sequence[Sale]) -> None:
        period = self._period
        left = strangers(orders, store=period.store, tenant_id=period.tenant_id, known=found)
        self._result.others = left.others
        for order, _ in left.ours:
            if not order.cancelled and order.order_date is not None:
                currency = order.currency or period.store.currency
                self._holds(order.order_date, currency, order.total, rows=None)
        self._add_strangers(left)

    def _add_strangers(self, left: Strangers) -> None:
        """One that stands in the place of a sale's own order is told with that, not by itself."""
        gone = {
            found.sale.pk: place
            for place, found in enumerate(self._result.findings)
            if found.sale and found.kind in {FindingKind.CANCELLED, FindingKind.DELETED}
        }
        for found in findings(left, store=self._period.store):
            place = gone.pop(found.sale.pk, None) if found.sale else None
            if place is None:
                self._result.findings.append(found)
            else:
                first = self._result.findings[place]
                detail = first.detail | {"other": found.order_number}
                self._result.findings[place] = replace(first, theirs=found.theirs, detail=detail)

    def _holds(
        self,
        day: date,
        currency: str,
        amount: Decimal,
        *,
        rows: Sequence[KeptRow] | None,
        sale: Sale | None = None,
    ) -> None:
        figures = self._result.figures
        figures.held(day, currency, amount)
        figures.held_rows(
            rows,
            currency=currency,
            includes_vat=sale.includes_vat if sale else False,
            total=amount,
        )


def orders_of(found: Sequence[Sale], listed: Mapping[str, OrderSummary]) -> dict[int, OrderSummary]:
    """The order of each sale, by its pk: by the number that is known, else by its reference."""
    by_reference: dict[str, OrderSummary] = {}
    for order in listed.values():
        if order.external_invoice_reference_1 and not order.cancelled:
            by_reference.setdefault(order.external_invoice_reference_1, order)
    orders: dict[int, OrderSummary] = {}
    for sale in found:
        known, key = (
            (listed, sale.order_number) if sale.order_number else (by_reference, sale.reference)
        )
        if key in known:
            orders[sale.pk] = known[key]
    return orders
