"""What was sold across borders to consumers, less what was credited: a few groups, two reads.

Counted is what the threshold counts: goods and electronic services, without VAT, with the shipping
and fees that go with them (directive 2006/112/EC, article 59c). Test sales are no sales.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Sum, When
from django.db.models.functions import ExtractYear

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.models import Channel, CreditNoteLine, InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import EU
from tamio.commerce.vat.treatments import Treatment

#: Both ways in which a sale to a consumer in another member state is taxed.
CROSS_BORDER = frozenset({Treatment.EU_CONSUMER, Treatment.OSS})
#: Where such a sale can go; Monaco is France's, Northern Ireland stands under the United Kingdom.
_ABROAD = sorted({*EU, "MC", "GB"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """Sums of lines that are alike, in `currency`; of what is credited they are below nothing.

    `country` is where the VAT is due under OSS, else where goods or buyer are. `sold_on` is the day
    of the invoice that credit notes answer; None for sales. `year` is that of the sale or credit.
    """

    year: int
    country: str
    treatment: str
    item_type: str
    rate: Decimal
    currency: str
    net: Decimal
    vat: Decimal
    sold_on: date | None = None


def sold_abroad(
    *,
    store: Store,
    first: date,
    last: date,
    treatments: Collection[Treatment] = CROSS_BORDER,
) -> list[Sold]:
    """Of the invoices of those days, less the credit notes of those days."""
    abroad = [code for code in _ABROAD if code != store.country]
    lines = InvoiceLine.objects.filter(
        _of_invoices(store, first, last, abroad), _counted("", "invoice__", treatments)
    )
    # Credit notes are few: they are found by their own day, and then asked where they belong.
    credited = CreditNoteLine.objects.filter(
        Q(credit_note__invoice__buyer_country__in=abroad)
        | Q(credit_note__invoice__delivery_country__in=abroad),
        _counted("line__", "credit_note__invoice__", treatments),
        credit_note__store=store,
        credit_note__credit_date__range=(first, last),
    )
    return [
        *_summed(lines.annotate(year=ExtractYear("invoice__invoice_date")), "", "invoice__"),
        *_summed(
            credited.annotate(
                year=ExtractYear("credit_note__credit_date"),
                sold_on=F("credit_note__invoice__invoice_date"),
            ),
            "line__",
            "credit_note__invoice__",
            "sold_on",
        ),
    ]


def _of_invoices(store: Store, first: date, last: date, abroad: Collection[str]) -> Q:
    """By the two indexes that find what crosses a border without reading what does not."""
    invoices = store.invoices.filter(invoice_date__range=(first, last))
    by_buyer = invoices.filter(buyer_country__in=abroad)
    by_delivery = invoices.filter(delivery_country__in=abroad)
    return Q(invoice__in=by_buyer.values("pk")) | Q(invoice__in=by_delivery.values("pk"))


def _counted(line: str, invoice: str, treatments: Collection[Treatment]) -> Q:
    return (
        ~Q(**{f"{invoice}channel": Channel.TEST_SALE})
        & Q(**{f"{line}vat_treatment__in": sorted(treatments)})
        & Q(**{f"{line}item_type__in": [ItemType.PHYSICAL, ItemType.DIGITAL]})
    )


def _summed(rows: QuerySet[Any], line: str, invoice: str, *more: str) -> list[Sold]:
    delivered = Q(**{f"{line}item_type": ItemType.PHYSICAL}) & ~Q(
        **{f"{invoice}delivery_country": ""}
    )
    marked = Q(**{f"{line}vat_treatment": Treatment.OSS}) & ~Q(**{f"{line}vat_country": ""})
    named = rows.annotate(
        country=Case(
            When(marked, then=F(f"{line}vat_country")),
            When(delivered, then=F(f"{invoice}delivery_country")),
            default=F(f"{invoice}buyer_country"),
            output_field=CharField(),
        ),
        treatment=F(f"{line}vat_treatment"),
        rate=F(f"{line}vat_rate"),
        currency=F(f"{invoice}currency"),
        kind_of_item=F(f"{line}item_type"),
    )
    by = ["year", "country", "treatment", "kind_of_item", "rate", "currency", *more]
    grouped = named.order_by(*by).values(*by).annotate(all_net=Sum("net"), all_vat=Sum("vat"))
    return [_sold(row) for row in grouped]


def _sold(row: Mapping[str, Any]) -> Sold:
    return Sold(
        year=row["year"],
        country=row["country"],
        treatment=row["treatment"],
        item_type=row["kind_of_item"],
        rate=row["rate"],
        currency=row["currency"],
        net=round_half_up(row["all_net"]),
        vat=round_half_up(row["all_vat"]),
        sold_on=row.get("sold_on"),
    )
