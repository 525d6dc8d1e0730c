"""A sale made elsewhere becomes an invoice here: same rules, same series, same outbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.checkout.place_order import sells_cards
from tamio.commerce.checkout.sale_charges import Charges
from tamio.commerce.checkout.sale_lines import SaleLine, Taxes, TextLine
from tamio.commerce.customers.details import DELIVERY, BuyerDetails
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.customers.register import customer_for
from tamio.commerce.giftcards.issuing import order_cards
from tamio.commerce.invoices.lines import MOST_AMOUNT, LineDraft, sums
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.money import CURRENCIES
from tamio.commerce.payments.models import expect_payment
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import SWEDISH_RATES, rates_in
from tamio.commerce.vat.treatments import Parties, Supply

#: Accounting systems take no more rows than this in one document.
MOST_LINES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A sale as another system tells it."""

    external_reference: str
    currency: str
    prices_include_vat: bool
    buyer: BuyerDetails
    lines: Sequence[SaleLine | TextLine]
    charges: Charges = field(default_factory=Charges)


def register_sale(
    *, store: Store, sale: Sale, now: datetime, channel: Channel = Channel.API
) -> tuple[Invoice, bool]:
    """The invoice of `sale`, and whether it is new.

    The same external reference again gives the first invoice, whatever else is said. Raises
    ValidationError with dotted field names ("customer.email", "lines.0.quantity") otherwise.
    """
    reference = _checked_reference(sale.external_reference)
    try:
        with transaction.atomic():
            known = _known(store, reference)
            if known is not None:
                return known, False
            return _sell(store, sale=sale, reference=reference, now=now, channel=channel), True
    except IntegrityError:
        # The same sale was told twice at once, and the other telling was first.
        known = _known(store, reference)
        if known is None:
            raise
        return known, False


def _known(store: Store, reference: str) -> Invoice | None:
    return store.invoices.filter(external_reference=reference).first()


def _checked_reference(reference: str) -> str:
    trimmed = reference.strip()
    if not trimmed or len(trimmed) > 80 or not trimmed.isprintable():
        raise ValidationError(
            {"external_reference": [_("Write 1 to 80 printable characters, unique per sale.")]}
        )
    return trimmed


def _sell(store: Store, *, sale: Sale, reference: str, now: datetime, channel: Channel) -> Invoice:
    on_date = store.date_of(now)
    buyer = _checked(sale, rates=_rates_of(store, buyer=sale.buyer, on_date=on_date))
    parties = parties_of(store=store, buyer=buyer, on_date=on_date)
    lines = _drafts(sale, store=store, parties=parties, on_date=on_date)
    invoice = draft_invoice(
        store=store,
        customer=customer_for(store=store, buyer=buyer, now=now),
        lines=lines,
        currency=sale.currency,
        prices_include_vat=sale.prices_include_vat,
        channel=channel,
        external_reference=reference,
        delivery=buyer.delivery,
        buyer_reference=buyer.reference,
    )
    invoice.issue(now=now)
    if sells_cards(lines):
        order_cards(invoice=invoice, gifts={}, now=now)
    expect_payment(invoice=invoice)
    return invoice


def _drafts(sale: Sale, *, store: Store, parties: Parties, on_date: date) -> list[LineDraft]:
    """All lines of the invoice. Raises ValidationError for what they would sum to."""
    includes_vat = sale.prices_include_vat
    taxes = Taxes(parties=parties, on_date=on_date, own=store.vat_rates)
    lines = [line.draft(taxes=taxes, includes_vat=includes_vat) for line in sale.lines]
    # The invoice speaks the store's language, whoever tells of the sale.
    with override(store.language):
        lines += sale.charges.drafts(lines, includes_vat=includes_vat)
    total = sums(lines)
    if len(lines) > MOST_LINES:
        raise ValidationError({"lines": [_("Send 1 to %(most)d lines.") % {"most": MOST_LINES}]})
    if total.gross < 0:
        message = _("The sale sums to less than nothing. Credit an invoice to pay money back.")
        raise ValidationError({"lines": [message]})
    if sale.charges.rounding and total.gross % 1:
        message = _("The total is %(total)s with it: rounding makes whole kronor.")
        raise ValidationError({"rounding": [message % {"total": total.gross}]})
    return lines


def _rates_of(store: Store, *, buyer: BuyerDetails, on_date: date) -> Collection[Decimal]:
    """Sweden's and the store's own there, and under OSS those of where it goes."""
    own = store.vat_rates
    rates = {*SWEDISH_RATES, *rates_in(store.country, on_date=on_date, own=own)}
    if not store.sells_under_oss(on_date):
        return rates
    parties = parties_of(store=store, buyer=buyer.trimmed(), on_date=on_date)
    for supply in (Supply.GOODS, Supply.ELECTRONIC):
        area = parties.area(supply)
        if area.has_goods:
            rates |= rates_in(area.country, region=area.region, on_date=on_date, own=own)
    return rates


def _checked(sale: Sale, *, rates: Collection[Decimal]) -> BuyerDetails:
    """The buyer, normalised. Raises one ValidationError for everything wrong with the sale."""
    problems: dict[str, list[str]] = {}
    if sale.currency not in CURRENCIES:
        problems["currency"] = [_("Write one of %(codes)s.") % {"codes": ", ".join(CURRENCIES)}]
    problems |= _line_problems(sale, rates=rates)
    problems |= sale.charges.problems(currency=sale.currency)
    checked = sale.buyer
    try:
        checked = sale.buyer.checked()
    except ValidationError as error:
        problems |= {
            f"customer.{_place(field)}": found for field, found in error.message_dict.items()
        }
    if problems:
        raise ValidationError(problems)
    return checked


def _place(field: str) -> str:
    """Where a field of the buyer stands in the caller's document."""
    if field in DELIVERY:
        return field.replace("delivery_", "delivery_address.", 1)
    return f"address.{field}" if field in _ADDRESS else field


def _line_problems(sale: Sale, *, rates: Collection[Decimal]) -> dict[str, list[str]]:
    if not 1 <= len(sale.lines) <= MOST_LINES:
        return {"lines": [_("Send 1 to %(most)d lines.") % {"most": MOST_LINES}]}
    problems = {
        f"lines.{position}.{field}": found
        for position, line in enumerate(sale.lines)
        for field, found in line.problems(rates=rates).items()
    }
    sold = [line for line in sale.lines if isinstance(line, SaleLine)]
    if not sold:
        return problems or {"lines": [_("Send at least one line that is sold.")]}
    if not problems and sale.charges.any_split and all(line.is_gift_card for line in sold):
        problems["lines"] = [
            _("Shipping, fees and discounts follow what is sold: gift cards alone carry none.")
        ]
    if not problems and sum(abs(line.unit_price * line.quantity) for line in sold) > MOST_AMOUNT:
        problems["lines"] = [_("The lines sum to more than one invoice can hold.")]
    return problems


_ADDRESS = {"line1", "postal_code", "city", "country"}
