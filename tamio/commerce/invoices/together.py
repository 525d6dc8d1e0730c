"""Many invoices of one store drafted and issued in one transaction, in a handful of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, PositiveBigIntegerField, Value, When

from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Channel, Invoice, InvoiceLine
from tamio.commerce.invoices.models.invoice import unsaved_invoice, unsaved_lines
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import take_numbers
from tamio.outbox.record import record_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What one invoice is to say. `delivery`: the fields `delivery_…`, where goods go elsewhere."""

    customer: Customer
    lines: Sequence[LineDraft]
    currency: str
    prices_include_vat: bool
    delivery: Mapping[str, str] = field(default_factory=dict)
    buyer_reference: str = ""


def issue_together(
    sales: Sequence[Sale], *, store: Store, channel: Channel, now: datetime
) -> list[Invoice]:
    """An issued invoice for each, numbered in their order, and the facts. Inside a transaction.

    The database refuses one whose lines do not sum to it: then none is issued.
    """
    invoices = Invoice.objects.bulk_create(
        unsaved_invoice(
            store=store,
            channel=channel,
            customer=sale.customer,
            lines=sale.lines,
            currency=sale.currency,
            prices_include_vat=sale.prices_include_vat,
            delivery=sale.delivery,
            buyer_reference=sale.buyer_reference,
        )
        for sale in sales
    )
    InvoiceLine.objects.bulk_create(
        line
        for invoice, sale in zip(invoices, sales, strict=True)
        for line in unsaved_lines(invoice, sale.lines)
    )
    _issue(invoices, store=store, now=now)
    return invoices


def _issue(invoices: Sequence[Invoice], *, store: Store, now: datetime) -> None:
    """Numbers are taken last, as nobody else of the store gets one until the transaction ends."""
    numbers = take_numbers(len(invoices), store=store, kind="invoice")
    for invoice, number in zip(invoices, numbers, strict=True):
        invoice.take(number, now=now)
    by_rate: dict[tuple[object, object], list[Invoice]] = {}
    for invoice in invoices:
        key = (invoice.exchange_rate, invoice.exchange_rate_date)
        by_rate.setdefault(key, []).append(invoice)
    for (rate, rate_date), alike in by_rate.items():
        Invoice.objects.filter(pk__in=[each.pk for each in alike]).update(
            number=_numbers(alike),
            issued_at=now,
            invoice_date=store.date_of(now),
            exchange_rate=rate,
            exchange_rate_date=rate_date,
        )
    record_new(
        kind="invoice.issued",
        store_id=store.pk,
        subject_ids=[each.pk for each in invoices],
        now=now,
    )


def _numbers(invoices: Sequence[Invoice]) -> Case:
    return Case(
        *(When(pk=each.pk, then=Value(each.number)) for each in invoices),
        output_field=PositiveBigIntegerField(),
    )
