"""The invoices of bills, of one store, and all that a sale has: stock, payment, link, shipment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import ItemType, StockMovement
from tamio.commerce.fulfilment.shipping import await_shipments
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.invoices.together import Sale, issue_together
from tamio.commerce.links.orders import open_links
from tamio.commerce.payments.models import Method, expect_payments
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.models import Charge, Subscription


@dataclass(frozen=True, slots=True)
class Sold:
    """The charges of an invoice, each a line, and the words below them."""

    subscription: Subscription
    charges: Sequence[Charge]
    told: Sequence[LineDraft] = ()


def issue_all(bills: Sequence[Sold], *, now: datetime) -> list[Invoice]:
    """One for each, in their order. Raises stock.TooFew: then none is to be kept."""
    if not bills:
        return []
    sales = [_sale(each) for each in bills]
    movements = _from_stock(sales, now=now)
    store = bills[0].subscription.store
    invoices = issue_together(sales, store=store, channel=Channel.RENEWAL, now=now)
    stock.record_all(
        (taken, str(invoice.number)) for taken, invoice in zip(movements, invoices, strict=True)
    )
    sold = [(each.subscription, invoice) for each, invoice in zip(bills, invoices, strict=True)]
    expect_payments([(invoice, Method(each.method)) for each, invoice in sold])
    open_links([(invoice, each.language) for each, invoice in sold], now=now)
    await_shipments(
        invoice for sale, invoice in zip(sales, invoices, strict=True) if _is_sent(sale.lines)
    )
    return invoices


def _sale(sold: Sold) -> Sale:
    subscription = sold.subscription
    lines = [draft_of(each, subscription=subscription) for each in sold.charges]
    return Sale(
        customer=subscription.customer,
        lines=[*lines, *sold.told],
        currency=subscription.currency,
        prices_include_vat=subscription.prices_include_vat,
        delivery=subscription.delivery,
        buyer_reference=subscription.buyer_reference,
    )


def _from_stock(sales: Sequence[Sale], *, now: datetime) -> list[list[StockMovement]]:
    """Of each sale. What is reserved for carts counts as there: a subscriber was first."""
    wanted = [_wanted(sale.lines) for sale in sales]
    every = {pk for each in wanted for pk in each}
    variants = {each.pk: each for each in (stock.locked(every) if every else [])}
    movements = []
    for each in wanted:
        own = [variants[pk] for pk in sorted(each) if pk in variants]
        movements.append(stock.take(variants=own, wanted=each, promised={}, now=now))
        for variant in own:
            assert variant.stock is not None
            variant.stock -= each[variant.pk]
    return movements


def _wanted(lines: Iterable[LineDraft]) -> dict[int, int]:
    wanted: dict[int, int] = defaultdict(int)
    for each in lines:
        if each.item_type == ItemType.PHYSICAL and each.variant_id and each.quantity > 0:
            wanted[each.variant_id] += int(each.quantity)
    return wanted


def _is_sent(lines: Iterable[LineDraft]) -> bool:
    return any(each.item_type == ItemType.PHYSICAL and each.variant_id for each in lines)
