"""Ships: writes down what has left, never more than is left; and takes a mistaken shipment back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.fulfilment.models import AwaitedShipment, Shipment, ShipmentLine
from tamio.commerce.fulfilment.standing import Goods, goods_of, is_goods
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Invoice

#: What no form writes.
_SET_HERE = {"store", "invoice", "reference", "taken_back_at"}
_SMALLEST = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """How it travels; each may be ""."""

    carrier: str = ""
    tracking_number: str = ""
    tracking_url: str = ""


def await_shipment(*, invoice: Invoice, lines: Sequence[LineDraft]) -> None:
    """Puts a sale with goods among its `lines` on the list of what is to be shipped. In the sale's
    transaction.
    """
    if any(is_goods(line) for line in lines):
        AwaitedShipment.objects.create(invoice=invoice, store=invoice.store)


def await_shipments(invoices: Iterable[Invoice]) -> None:
    """As `await_shipment`, of many that are known to have goods to send."""
    AwaitedShipment.objects.bulk_create(
        AwaitedShipment(invoice=each, store=each.store) for each in invoices
    )


def ship(
    *,
    invoice: Invoice,
    units: Mapping[int, Decimal],
    parcel: Parcel,
    by: str,
    now: datetime,
    reference: str | None = None,
) -> tuple[Shipment, bool]:
    """The shipment of `units` by the line's position, and whether it is new.

    The same `reference` again gives the first one. Raises ValidationError with "units.<position>"
    for more than is left to ship, and "units" for nothing at all: then nothing is written.
    """
    with transaction.atomic():
        locked = lock_invoice(invoice)
        known = locked.shipments.filter(reference=reference).first() if reference else None
        if known is not None:
            return known, False
        goods = {each.line.position: each for each in goods_of(locked)}
        sent = {position: quantity for position, quantity in units.items() if quantity}
        check_units(sent, {position: each.left for position, each in goods.items()})
        shipment = Shipment(
            store=locked.store, invoice=locked, at=now, by=by, reference=reference,
            carrier=parcel.carrier, tracking_number=parcel.tracking_number,
            tracking_url=parcel.tracking_url,
        )  # fmt: skip
        shipment.clean_fields(exclude=_SET_HERE)
        shipment.save()
        ShipmentLine.objects.bulk_create(
            ShipmentLine(shipment=shipment, line=goods[position].line, quantity=quantity)
            for position, quantity in sorted(sent.items())
        )
        if all(each.left == sent.get(position, 0) for position, each in goods.items()):
            AwaitedShipment.objects.filter(invoice=locked).delete()
        return shipment, True


def take_back(*, shipment: Shipment, by: str, now: datetime) -> bool:
    """It never left: its units are to be shipped again. False if somebody did so before.

    Raises ValidationError if some of it has come back since, for then it had left.
    """
    with transaction.atomic():
        invoice = lock_invoice(shipment.invoice)
        standing = Shipment.objects.filter(pk=shipment.pk, taken_back_at=None)
        if not standing.update(taken_back_at=now, taken_back_by=by):
            return False
        if any(each.returned > each.shipped for each in goods_of(invoice)):
            raise ValidationError(_("Some of it has come back, so it had left."))
        AwaitedShipment.objects.get_or_create(invoice=invoice, defaults={"store": invoice.store})
        return True


def note_receipt(*, shipment: Shipment, on_date: date, today: date) -> None:
    """When the buyer had it in hand. Raises ValidationError for a day before it left or to come."""
    if not shipment.store.date_of(shipment.at) <= on_date <= today:
        raise ValidationError(
            {"received_date": [_("Choose a day from the shipment's own to today.")]}
        )
    Shipment.objects.filter(pk=shipment.pk).update(received_date=on_date)


def lock_invoice(invoice: Invoice) -> Invoice:
    """Two who ship, return or credit at once see each other's."""
    invoices = Invoice.objects.select_for_update(of=("self",)).select_related("store")
    locked: Invoice = invoices.get(pk=invoice.pk)
    return locked


def check_units(units: Mapping[int, Decimal], most: Mapping[int, Decimal]) -> None:
    """Raises ValidationError by "units.<position>" for what is no number of units that is there."""
    if not units:
        raise ValidationError({"units": [_("Write how many of at least one line.")]})
    problems = {}
    for position, quantity in units.items():
        there = most.get(position, Decimal(0))
        if not (quantity.is_finite() and quantity > 0 and quantity % _SMALLEST == 0):
            problems[f"units.{position}"] = [_("Write a number with at most four decimals.")]
        elif quantity > there:
            left = {"left": f"{there.normalize():f}"}
            problems[f"units.{position}"] = [_("There are %(left)s of this.") % left]
    if problems:
        raise ValidationError(problems)


def everything_left(goods: list[Goods]) -> dict[int, Decimal]:
    """All that can be shipped now, by position."""
    return {each.line.position: each.left for each in goods if each.left}
