"""The invoices and credit notes of a period, and what they sum to: the list that is printed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.invoices.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import Amounts

#: More than this is not read on paper; a shorter period is.
MOST_ENTRIES = 3000
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document. `invoice_number` is that of the invoice it is, or answers."""

    day: date
    number: int
    invoice_number: int
    is_credit: bool
    buyer: str
    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class RateSum:
    """At one rate and in one currency. `rate` None: öre rounding, which is taxed at none."""

    currency: str
    rate: Decimal | None
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Total:
    """Of one currency."""

    currency: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Listing:
    """By day, invoices before credit notes; `entries` is empty if there are more than fit."""

    entries: Sequence[Entry]
    count: int
    rates: Sequence[RateSum]
    totals: Sequence[Total]

    @property
    def is_too_long(self) -> bool:
        return self.count > MOST_ENTRIES


def listed(store: Store, *, first: date, last: date) -> Listing:
    """From `first` to `last`, both included. Six queries, however many documents there are."""
    invoices = store.invoices.filter(number__isnull=False, invoice_date__range=(first, last))
    notes = store.credit_notes.filter(number__isnull=False, credit_date__range=(first, last))
    count = invoices.count() + notes.count()
    entries: list[Entry] = []
    if count <= MOST_ENTRIES:
        entries = [_of_invoice(each) for each in invoices]
        entries += [_of_note(each) for each in notes.select_related("invoice")]
        entries.sort(key=lambda entry: (entry.day, entry.is_credit, entry.number))
    rates = _rates(store, first=first, last=last)
    return Listing(entries, count, rates, _totals(rates))


def _of_invoice(invoice: Invoice) -> Entry:
    assert invoice.invoice_date is not None
    assert invoice.number is not None
    return Entry(
        day=invoice.invoice_date,
        number=invoice.number,
        invoice_number=invoice.number,
        is_credit=False,
        buyer=invoice.buyer_name,
        currency=invoice.currency,
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.total,
    )


def _of_note(note: CreditNote) -> Entry:
    assert note.credit_date is not None
    assert note.number is not None
    assert note.invoice.number is not None
    return Entry(
        day=note.credit_date,
        number=note.number,
        invoice_number=note.invoice.number,
        is_credit=True,
        buyer=note.invoice.buyer_name,
        currency=note.invoice.currency,
        net=note.net,
        vat=note.vat,
        gross=note.total,
    )


def _rates(store: Store, *, first: date, last: date) -> list[RateSum]:
    sold = InvoiceLine.objects.filter(
        invoice__store=store,
        invoice__number__isnull=False,
        invoice__invoice_date__range=(first, last),
    ).values_list("invoice__currency", "kind", "vat_rate")
    taken_back = CreditNoteLine.objects.filter(
        credit_note__store=store,
        credit_note__number__isnull=False,
        credit_note__credit_date__range=(first, last),
    ).values_list("credit_note__invoice__currency", "line__kind", "line__vat_rate")
    amounts: dict[tuple[str, Decimal | None], list[Amounts]] = defaultdict(list)
    for rows in (sold, taken_back):
        summed = rows.annotate(Sum("net"), Sum("vat"), Sum("gross")).order_by()
        for currency, kind, rate, net, vat, gross in summed:
            taxed = None if kind in WITHOUT_VAT else rate
            amounts[currency, taxed].append(Amounts(net, vat, gross))
    summed_up = [
        RateSum(currency, rate, _added(amounts[currency, rate]))
        for currency, rate in sorted(amounts, key=_place)
    ]
    return [each for each in summed_up if each.rate is not None or each.amounts.gross]


def _place(key: tuple[str, Decimal | None]) -> tuple[str, Decimal]:
    currency, rate = key
    return currency, Decimal(1) if rate is None else -rate


def _totals(rates: Sequence[RateSum]) -> list[Total]:
    currencies = dict.fromkeys(each.currency for each in rates)
    return [
        Total(currency, _added(each.amounts for each in rates if each.currency == currency))
        for currency in currencies
    ]


def _added(parts: Iterable[Amounts]) -> Amounts:
    each = list(parts)
    return Amounts(
        net=sum((part.net for part in each), _NOTHING),
        vat=sum((part.vat for part in each), _NOTHING),
        gross=sum((part.gross for part in each), _NOTHING),
    )
