"""What previews are worked out from, read in a fixed number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects

from tamio.commerce.customers.vat_numbers.asking import all_found_invalid
from tamio.commerce.invoices.models import CreditNote, Invoice, InvoiceLine
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.models import Connection, OrderLink, Settings
from tamio.fortnox.sync.accounts.loading import revenue_chart
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED, INVOICED
from tamio.fortnox.sync.known import Known, known
from tamio.fortnox.sync.preview.open_accounts import OpenAccounts, open_accounts
from tamio.fortnox.sync.sale import Sale, sale_of
from tamio.outbox.models import Delivery
from tamio.outbox.states import State

#: Credit notes that have come to an end in Fortnox, or never go there.
_SETTLED = frozenset({State.SUBMITTED, State.DIFFERS, State.SKIPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What holds for all of a store's sales. Without a connection nothing is sent.

    `names` and `vat_codes` of the accounts by number; `currencies` are those that Fortnox has
    taken before.
    """

    store: Store
    connection: Connection | None
    settings: Settings
    accounts: OpenAccounts
    names: dict[int, str]
    vat_codes: dict[int, str]
    currencies: frozenset[str]

    @property
    def tenant_id(self) -> str:
        return self.connection.tenant_id if self.connection else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of some of its invoices: what has become of each so far, by the invoice's pk."""

    of_store: StoreFacts
    invoices: Sequence[Invoice]
    known: Known
    deliveries: dict[int, Delivery]
    orders: dict[int, OrderLink]
    waiting_credits: dict[int, list[Delivery]]
    #: By customer and number, of sales that stand on the number for being without VAT.
    invalid_vat_numbers: Collection[tuple[int, str]]

    def sale(self, invoice: Invoice) -> Sale:
        of_store = self.of_store
        return sale_of(
            invoice=invoice,
            lines=list(invoice.lines.all()),
            tenant_id=of_store.tenant_id,
            settings=of_store.settings,
            accounts=replace(of_store.accounts, buyer_country=invoice.buyer_country),
            read_before=self.known,
        )


def store_facts(store: Store) -> StoreFacts:
    """Five queries."""
    connection = Connection.objects.filter(store=store).select_related("store").first()
    stored = Settings.objects.filter(store=store).first()
    settings = stored or Settings(store=store, tenant_id="", start_date=date.min)
    chart = revenue_chart(settings)
    return StoreFacts(
        store=store,
        connection=connection,
        settings=settings,
        accounts=open_accounts(settings, chart),
        names={account.number: account.description for account in chart},
        vat_codes={account.number: account.vat_code for account in chart},
        currencies=_currencies(store, connection),
    )


def facts_of(invoices: Sequence[Invoice], *, of_store: StoreFacts) -> Facts:
    """Nine queries, however many invoices: they are given their lines and customers too. One more
    where a business elsewhere in the EU bought, and four for customers who are matched.
    """
    prefetch_related_objects(list(invoices), "lines", "customer")
    for invoice in invoices:
        invoice.store = of_store.store
    pks = [invoice.pk for invoice in invoices]
    lines = [line for invoice in invoices for line in invoice.lines.all()]
    orders = OrderLink.objects.filter(invoice_id__in=pks)
    return Facts(
        of_store=of_store,
        invoices=invoices,
        known=known(
            tenant_id=of_store.tenant_id,
            store_id=of_store.store.pk,
            customers=[invoice.customer for invoice in invoices],
            skus={line.sku for line in lines if line.sku},
            matching=of_store.settings.match_customers,
        ),
        deliveries={each.subject_id: each for each in _deliveries(INVOICED, pks)},
        orders={link.invoice_id: link for link in orders},
        waiting_credits=_waiting_credits(pks),
        invalid_vat_numbers=all_found_invalid(customer_ids=_without_vat(lines, invoices)),
    )


def _without_vat(lines: Iterable[InvoiceLine], invoices: Iterable[Invoice]) -> set[int]:
    """The customers who account for the VAT themselves."""
    sold = {line.invoice_id for line in lines if line.vat_treatment == Treatment.EU_BUSINESS}
    return {invoice.customer_id for invoice in invoices if invoice.pk in sold}


def _currencies(store: Store, connection: Connection | None) -> frozenset[str]:
    """The books' own, and what an order was made in."""
    if connection is None:
        return frozenset({"SEK"})
    taken = OrderLink.objects.filter(
        invoice=OuterRef("pk"), tenant_id=connection.tenant_id
    ).exclude(order_number="")
    other = store.invoices.exclude(currency="SEK").filter(Exists(taken)).order_by()
    return frozenset({"SEK", *other.values_list("currency", flat=True).distinct()})


def _deliveries(kind: str, pks: Sequence[int]) -> Any:
    ours = Delivery.objects.filter(destination=DESTINATION, kind=kind, subject_id__in=pks)
    return ours.select_related("lane")


def _waiting_credits(pks: Sequence[int]) -> dict[int, list[Delivery]]:
    notes = CreditNote.objects.filter(invoice_id__in=pks).exclude(issued_at=None)
    invoice_of = dict(notes.order_by("number").values_list("pk", "invoice_id"))
    found: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in _deliveries(CREDITED, list(invoice_of)).order_by("subject_id"):
        if delivery.state not in _SETTLED:
            found[invoice_of[delivery.subject_id]].append(delivery)
    return found
