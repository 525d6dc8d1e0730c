"""Previews: worked out by the code that sends, from the database alone. No request, no write."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import OrderLink
from tamio.fortnox.sync.known import Known
from tamio.fortnox.sync.preview import warnings
from tamio.fortnox.sync.preview.cards import assume_sent, cards_of
from tamio.fortnox.sync.preview.credits import credits_of
from tamio.fortnox.sync.preview.figures import row_of, sums_of
from tamio.fortnox.sync.preview.loading import Facts, facts_of, store_facts
from tamio.fortnox.sync.preview.shapes import Card, Preview, Situation
from tamio.fortnox.sync.sale import Sale

#: Invoices that are read at once.
BATCH = 500


def preview(invoice: Invoice, *, store: Store) -> Preview:
    """Of one issued invoice of `store`, with its credit notes that are not in Fortnox."""
    facts = facts_of([invoice], of_store=store_facts(store))
    sale = facts.sale(invoice)
    made = _preview(sale, facts)
    return replace(made, credits=credits_of(made, accounts=sale.accounts, facts=facts))


def previews(invoices: Iterable[Invoice], *, store: Store) -> Iterator[Preview]:
    """Of many, in the order in which they would be sent: what one writes the next finds there.

    Their credit notes are only counted.
    """
    of_store, written = store_facts(store), Known(customers={}, articles={}, variants={})
    remaining = iter(invoices)
    while batch := list(islice(remaining, BATCH)):
        facts = facts_of(batch, of_store=of_store)
        facts.known.customers.update(written.customers)
        facts.known.articles.update(written.articles)
        for invoice in batch:
            sale = facts.sale(invoice)
            made = _preview(sale, facts)
            yield made
            if made.situation is not Situation.THERE:
                assume_sent(sale.cards)
        written = facts.known


def _preview(sale: Sale, facts: Facts) -> Preview:
    """Texts are fitted in the order in which the sending fits them."""
    invoice, tenant_id = sale.invoice, facts.of_store.tenant_id
    link = facts.orders.get(invoice.pk)
    delivery = facts.deliveries.get(invoice.pk)
    situation = _situation(link, tenant_id=tenant_id)
    customer, articles = cards_of(sale.cards)
    order = sale.order()
    included, rows = invoice.prices_include_vat, order.order_rows or ()
    sums = sums_of(rows, includes_vat=included)
    cards = [customer, *articles]
    said = [*warnings.of_store(facts.of_store)]
    if situation is not Situation.THERE:
        said += warnings.of_sale(sale, facts=facts, sums=sums, link=link)
    said += warnings.of_texts(sale.texts.fitted)
    looks = situation is Situation.THERE and delivery is not None and delivery.can_retry
    return Preview(
        invoice=invoice,
        situation=situation,
        order_number=link.order_number if link and situation is Situation.THERE else "",
        order=order,
        rows=[row_of(row, includes_vat=included, names=facts.of_store.names) for row in rows],
        sums=sums,
        customer=customer,
        articles=articles,
        requests=_requests(situation, cards, looks=looks),
        at_most=situation is Situation.IN_DOUBT or any(card.is_looked_at for card in cards),
        texts=sale.texts.fitted,
        warnings=said,
        state=delivery.state if delivery else "",
    )


def _situation(link: OrderLink | None, *, tenant_id: str) -> Situation:
    """A link to an order in another company says nothing about this one."""
    if link is None or link.tenant_id != tenant_id:
        return Situation.NEW
    return Situation.THERE if link.order_number else Situation.IN_DOUBT


def _requests(situation: Situation, cards: Iterable[Card], *, looks: bool) -> int:
    """An order in doubt is looked for first; one that is there is at most compared again."""
    if situation is Situation.THERE:
        return 1 if looks else 0
    made = 1 + sum(card.requests for card in cards)
    return made + 1 if situation is Situation.IN_DOUBT else made
