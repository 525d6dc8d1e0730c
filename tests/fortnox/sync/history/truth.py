"""What must be true when everything is quiet: the small model that any history is held against."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.models import OrderLink
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.fortnox.sync.history.goods import What
from tests.fortnox.sync.history.world import World

Document = dict[str, Any]
_VAT_TYPES = {
    Treatment.DOMESTIC: "SEVAT",
    Treatment.EU_CONSUMER: "EUVAT",
    Treatment.EU_BUSINESS: "EUREVERSEDVAT",
    Treatment.EXPORT: "EXPORT",
}


class Truth:
    """Remembers which sale came after which change of a product; the rest stands in the rows."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._invoices: list[Invoice] = []
        self._sold_before_change: dict[str, int] = defaultdict(int)

    @property
    def invoices(self) -> list[Invoice]:
        return self._invoices

    def sold(self, invoice: Invoice) -> None:
        self._invoices.append(invoice)

    def changed(self, what: What) -> None:
        self._sold_before_change[what] = len(self._invoices)

    def no_invoice_is_two_orders(self) -> None:
        """True at any time, quiet or not. Raises AssertionError."""
        references = [order["ExternalInvoiceReference1"] for order in self._shelf("orders")]
        assert sorted(references) == sorted(set(references))

    def holds(self) -> None:
        """Raises AssertionError with what is not so."""
        self._every_submission_is_done()
        self._every_invoice_has_its_order()
        self._customers_are_as_last_sold()
        self._articles_are_as_last_sold()
        self._nothing_was_refused_for_speed()

    def _every_submission_is_done(self) -> None:
        deliveries = Delivery.objects.filter(store=self._world.store)
        done = {State.SUBMITTED, State.SKIPPED}
        open_ = [each for each in deliveries if each.state not in done]
        assert [
            (each.kind, each.state, each.problem) for each in open_ if not self._is_moot(each)
        ] == []
        sold = deliveries.filter(kind="invoice.issued").order_by("subject_id")
        assert [each.subject_id for each in sold] == [invoice.pk for invoice in self._invoices]
        credited = deliveries.filter(kind="invoice.credited")
        assert credited.count() == self._world.store.credit_notes.count()

    def _is_moot(self, delivery: Delivery) -> bool:
        """A credit note that waits for the order of a sale that was skipped."""
        if (delivery.kind, delivery.reason) != ("invoice.credited", "order-first"):
            return False
        note = CreditNote.objects.get(pk=delivery.subject_id)
        return self._is_skipped(note.invoice)

    def _every_invoice_has_its_order(self) -> None:
        orders = defaultdict(list)
        for order in self._shelf("orders"):
            orders[order["ExternalInvoiceReference1"]].append(order)
        assert orders.keys() <= {invoice.reference for invoice in self._invoices}
        for invoice in self._invoices:
            found = orders[invoice.reference]
            numbers = [order["DocumentNumber"] for order in found]
            if self._is_skipped(invoice):
                assert len(found) <= 1, f"{invoice} was skipped, and is orders {numbers}"
                continue
            assert len(found) == 1, f"{invoice} is orders {numbers}"
            self._order_is_the_net(invoice, found[0])
            assert OrderLink.objects.get(invoice=invoice).order_number == numbers[0]

    def _order_is_the_net(self, invoice: Invoice, order: Document) -> None:
        notes = list(invoice.credit_notes.all())
        total = sum((note.total for note in notes), invoice.total)
        vat = sum((note.vat for note in notes), invoice.vat)
        assert order["Cancelled"] == (not total), f"{invoice} with {notes}"
        if not total:
            return
        assert _sums(order) == (total, vat), f"{invoice} with {notes}"
        rows = invoice.lines.count() + sum(1 + note.lines.count() for note in notes)
        assert len(order["OrderRows"]) == rows, f"{invoice} with {notes}"

    def _customers_are_as_last_sold(self) -> None:
        cards = self._shelf("customers")
        numbers = [card["CustomerNumber"] for card in cards]
        assert len(set(numbers)) == len(numbers)
        by_number: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in self._invoices:
            by_number[str(invoice.customer.number)].append(invoice)
        assert set(numbers) <= by_number.keys()
        for number, sales in by_number.items():
            # A change that came with a sale that was skipped may or may not have been sent.
            if self._is_skipped(sales[-1]):
                continue
            [card] = [card for card in cards if card["CustomerNumber"] == number]
            self._card_is_as_last_sold(card, sales)

    def _card_is_as_last_sold(self, card: Document, sales: list[Invoice]) -> None:
        customer = sales[-1].customer
        customer.refresh_from_db()
        assert (card["Name"], card["City"], card["CountryCode"], card["VATNumber"] or "") == (
            customer.name,
            customer.city,
            customer.country,
            customer.vat_number,
        ), f"customer {customer.number} holds other data than the last sale"
        if not any(self._is_skipped(sale) for sale in sales):
            last = self._last_ordered(sales)
            treatments = set(last.lines.values_list("vat_treatment", flat=True))
            expected = next(kind for name, kind in _VAT_TYPES.items() if name in treatments)
            assert card["VATType"] == expected, f"{last} was the last to be ordered"

    def _articles_are_as_last_sold(self) -> None:
        articles = {each["ArticleNumber"]: each for each in self._shelf("articles")}
        for what, product in self._world.products.items():
            since = self._invoices[self._sold_before_change[what] :]
            if any(self._contains(sale, what) and not self._is_skipped(sale) for sale in since):
                assert articles[what]["Description"] == product.name, f"article {what}"

    def _nothing_was_refused_for_speed(self) -> None:
        refused = [entry for entry in self._world.fortnox.log.entries() if entry["status"] == 429]
        assert [entry for entry in refused if entry["fault"] is None] == []

    def _last_ordered(self, sales: list[Invoice]) -> Invoice:
        invoice_of = {sale.reference: sale for sale in sales}
        references = [order["ExternalInvoiceReference1"] for order in self._shelf("orders")]
        return invoice_of[[each for each in references if each in invoice_of][-1]]

    def _contains(self, sale: Invoice, what: What) -> bool:
        return sale.lines.filter(sku=what).exists()

    def _is_skipped(self, sale: Invoice) -> bool:
        skipped = Delivery.objects.filter(kind="invoice.issued", state=State.SKIPPED)
        return skipped.filter(subject_id=sale.pk).exists()

    def _shelf(self, kind: str) -> list[Document]:
        return list(self._world.company.shelves[kind].values())


def _sums(order: Document) -> tuple[Decimal, Decimal]:
    return Decimal(str(order["Total"])), Decimal(str(order["TotalVAT"]))
