"""The proof: what stands in Fortnox against what was sold. Each finding is one sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from benchmarks.chaos.figures import Figures
from benchmarks.chaos.shops import GOODS, SERVICES, Shop
from benchmarks.chaos.simulator import Simulator
from benchmarks.deliveries import deliveries
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import CreditNote, Invoice, InvoiceLine
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.models import OrderLink
from tamio.outbox.states import State

Document = dict[str, Any]
#: Domestic first: a card stands for the line that carries VAT.
_VAT_TYPES = {
    Treatment.DOMESTIC: "SEVAT",
    Treatment.EU_CONSUMER: "EUVAT",
    Treatment.EU_BUSINESS: "EUREVERSEDVAT",
    Treatment.EXPORT: "EXPORT",
}


def of_shops(*, shops: Iterable[Shop], simulator: Simulator, invoices: int) -> list[str]:
    """Everything that is wrong with orders, customers, articles and submissions."""
    found = Invoice.objects.count()
    wrong = [] if found == invoices else [f"{found} invoices in the database, {invoices} sold"]
    for shop in shops:
        stands = {
            kind: simulator.documents(shop.tenant, kind)
            for kind in ("orders", "customers", "articles")
        }
        wrong += [f"{shop.store}: {finding}" for finding in _of_shop(shop, stands)]
    return wrong


def of_pace(figures: Figures) -> list[str]:
    """No request may be refused for speed unless a fault said so."""
    if not figures.too_many_unordered:
        return []
    return [f"{figures.too_many_unordered} requests were refused with a 429 that nobody ordered"]


def _of_shop(shop: Shop, stands: dict[str, list[Document]]) -> Iterator[str]:
    every = shop.store.invoices.select_related("customer", "fortnox_order")
    invoices = list(every.prefetch_related("lines", "credit_notes"))
    by_reference: dict[str, list[Document]] = defaultdict(list)
    for order in stands["orders"]:
        by_reference[order["ExternalInvoiceReference1"]].append(order)
    for reference in by_reference.keys() - {invoice.reference for invoice in invoices}:
        yield f"an order carries the reference {reference}, which no invoice has"
    for invoice in invoices:
        yield from _of_orders(invoice, by_reference[invoice.reference])
    yield from _of_submissions(shop)
    yield from _of_customers(invoices, stands["orders"], stands["customers"])
    yield from _of_articles(shop, invoices, stands["articles"])


def _of_orders(invoice: Invoice, orders: list[Document]) -> Iterator[str]:
    if len(orders) != 1:
        numbers = [order["DocumentNumber"] for order in orders]
        yield f"{invoice} has {len(orders)} orders: {numbers}"
        return
    [order] = orders
    lines, notes = list(invoice.lines.all()), list(invoice.credit_notes.all())
    ours = _as_ordered(invoice, lines, notes)
    sold = order["OrderRows"][: len(lines)]
    theirs = {name: order[name] for name in ours if name != "rows"} | {
        "rows": [(row["ArticleNumber"], row["AccountNumber"]) for row in sold],
        "Total": Decimal(str(order["Total"])),
        "TotalVAT": Decimal(str(order["TotalVAT"])),
    }
    if ours["Cancelled"]:
        # Nothing is left: whether the rows were brought to it before does not matter.
        theirs |= {"Total": ours["Total"], "TotalVAT": ours["TotalVAT"]}
    elif len(order["OrderRows"]) < _fewest_rows(lines, notes):
        yield f"{invoice}: {len(order['OrderRows'])} rows for {len(notes)} credit notes"
    if ours != theirs:
        yield f"{invoice} is {ours}, its order {theirs}"
    link = OrderLink.objects.filter(invoice=invoice).first()
    if link is None or link.order_number != order["DocumentNumber"]:
        yield f"{invoice} is order {order['DocumentNumber']}, but linked to {link}"


def _fewest_rows(lines: list[InvoiceLine], notes: list[CreditNote]) -> int:
    """Each credit note adds words and an amount; words that follow words share a row."""
    shares = bool(notes) and lines[-1].kind == LineKind.TEXT
    return len(lines) + 2 * len(notes) - shares


def _as_ordered(invoice: Invoice, lines: list[InvoiceLine], notes: list[CreditNote]) -> Document:
    left = sum((note.total for note in notes), invoice.total)
    return {
        "Cancelled": bool(notes) and not left,
        "CustomerNumber": str(invoice.customer.number),
        "CustomerName": invoice.buyer_name,
        "City": invoice.buyer_city,
        "YourOrderNumber": str(invoice.number),
        "VATIncluded": invoice.prices_include_vat,
        "Total": left,
        "TotalVAT": sum((note.vat for note in notes), invoice.vat),
        "rows": [(line.sku, _account_of(line)) for line in lines],
    }


def _account_of(line: InvoiceLine) -> int:
    """Words alone are booked nowhere."""
    if line.kind == LineKind.TEXT:
        return 0
    return GOODS if line.item_type == ItemType.PHYSICAL else SERVICES


def _of_submissions(shop: Shop) -> Iterator[str]:
    for delivery in deliveries().filter(store=shop.store).exclude(state=State.SUBMITTED):
        yield f"{delivery}: {delivery.problem}"
    recorded = deliveries().filter(store=shop.store).count()
    documents = shop.store.invoices.count() + shop.store.credit_notes.count()
    if recorded != documents:
        yield f"{recorded} submissions for {documents} invoices and credit notes"


def _of_customers(
    invoices: list[Invoice], orders: list[Document], cards: list[Document]
) -> Iterator[str]:
    customers = {str(invoice.customer.number): invoice.customer for invoice in invoices}
    numbers = {card["CustomerNumber"] for card in cards}
    if numbers != customers.keys() or len(cards) != len(numbers):
        yield f"customers {sorted(customers)} have bought, {sorted(numbers)} are in Fortnox"
    last_of = _last_invoices(invoices, orders)
    for card in cards:
        last = last_of.get(card["CustomerNumber"])
        if last is None:
            yield f"no order is customer {card['CustomerNumber']}'s"
            continue
        ours = _as_card(last.customer, last=last)
        # What was never written is null or an empty text, and reads the same.
        theirs = {name: card[name] or None for name in ours}
        differing = {
            name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]
        }
        if differing:
            yield f"customer {card['CustomerNumber']} (ours, theirs): {differing}"


def _last_invoices(invoices: list[Invoice], orders: list[Document]) -> dict[str, Invoice]:
    """By customer number: the invoice whose order Fortnox wrote last."""
    invoice_of = {invoice.reference: invoice for invoice in invoices}
    return {
        order["CustomerNumber"]: invoice_of[order["ExternalInvoiceReference1"]]
        for order in sorted(orders, key=lambda order: int(order["DocumentNumber"]))
        if order["ExternalInvoiceReference1"] in invoice_of
    }


def _as_card(customer: Customer, *, last: Invoice) -> Document:
    """The customer as they are now, and as their last order was taxed."""
    treatments = set(last.lines.exclude(kind=LineKind.TEXT).values_list("vat_treatment", flat=True))
    return {
        "Name": customer.name,
        "Email": customer.email,
        "EmailInvoice": customer.email,
        "Type": customer.type.upper(),
        "OrganisationNumber": customer.organisation_number or None,
        "VATNumber": customer.vat_number or None,
        "Address1": customer.line1,
        "ZipCode": customer.postal_code,
        "City": customer.city,
        "CountryCode": customer.country,
        "VATType": next(kind for name, kind in _VAT_TYPES.items() if name in treatments),
    }


def _of_articles(shop: Shop, invoices: list[Invoice], articles: list[Document]) -> Iterator[str]:
    lines = InvoiceLine.objects.filter(invoice__in=invoices).exclude(kind=LineKind.TEXT)
    sold = {line.sku: (line.description, line.unit) for line in lines}
    ours: dict[str, tuple[str, str]] = sold | {
        variant.sku: (variant.title, variant.product.unit)
        for variant in shop.store.variants.select_related("product")
        if variant.sku in sold
    }
    theirs = {each["ArticleNumber"]: (each["Description"], each["Unit"]) for each in articles}
    for sku in ours.keys() | theirs.keys():
        if ours.get(sku) != theirs.get(sku):
            yield f"article {sku} is {ours.get(sku)} here and {theirs.get(sku)} in Fortnox"
