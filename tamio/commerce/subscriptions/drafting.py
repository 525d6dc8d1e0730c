"""Charges as lines of an invoice, in the store's language."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    PlanVersion,
    Subscription,
    SubscriptionDiscount,
)
from tamio.commerce.subscriptions.models.plan import LONGEST_TITLE
from tamio.commerce.vat.treatments import Treatment


def draft_of(charge: Charge, *, subscription: Subscription) -> LineDraft:
    """Its line. Freight and fees are no articles; what is given back is one, taken back."""
    with override(subscription.store.language):
        match charge.kind:
            case ChargeKind.SETUP:
                words = _("Fee to begin: %(title)s")
                return _other(charge, LineKind.FEE, _told(words, charge), subscription)
            case ChargeKind.FREIGHT:
                named = subscription.shipping_name or _("Shipping")
                return _other(charge, LineKind.SHIPPING, named, subscription)
            case ChargeKind.CREDIT:
                words = _("Unused days: %(title)s")
                return _article(charge, _told(words, charge), Decimal(-1), subscription)
    return _period(charge, subscription)


def free_until(day: date, version: PlanVersion, *, store: Store) -> LineDraft:
    """Words on the invoice of a purchase: a trial costs nothing, until that day."""
    with override(store.language):
        words = _("Free until %(day)s: %(title)s")
        room = LONGEST_TITLE - len(words % {"title": "", "day": day})
        told = words % {"title": version.title[:room], "day": day}
        return _text(told, includes_vat=version.prices_include_vat)


def discounts_told(
    charges: Iterable[Charge],
    *,
    subscription: Subscription,
    counted: SubscriptionDiscount | None,
    number: int,
) -> list[LineDraft]:
    """Words below the lines, as at the checkout: whose discount is on them. `counted` is the one
    that these are the `number`th charge of; free shipping names the way, too, for whoever packs.
    """
    taken = list(dict.fromkeys(each.discounted_by for each in charges if each.discount))
    found = [each for each in taken if each is not None and each != counted]
    words = []
    with override(subscription.store.language):
        if counted is not None and counted in taken:
            words = [_counted(counted, number)]
        elif counted is not None and counted.ships_free and subscription.freight:
            words = [subscription.shipping_name or str(_("Shipping")), _counted(counted, number)]
        words += [_named(each) for each in found]
    return [_text(each, includes_vat=subscription.prices_include_vat) for each in words]


def _counted(discount: SubscriptionDiscount, number: int) -> str:
    if discount.covers is None or discount.covers == 1:
        return _named(discount)
    words = _("Discount: %(name)s (%(code)s), %(number)d of %(all)d")
    return words % {
        "name": discount.name, "code": discount.code, "number": number, "all": discount.covers
    }  # fmt: skip


def _named(discount: SubscriptionDiscount) -> str:
    return _("Discount: %(name)s (%(code)s)") % {"name": discount.name, "code": discount.code}


def _text(words: str, *, includes_vat: bool) -> LineDraft:
    return LineDraft(
        kind=LineKind.TEXT,
        sku="",
        description=words,
        item_type=ItemType.SERVICE,
        quantity=Decimal(0),
        unit="",
        unit_price=Decimal(0),
        vat_rate=Decimal(0),
        vat_treatment=Treatment.DOMESTIC,
        includes_vat=includes_vat,
    )


def _period(charge: Charge, subscription: Subscription) -> LineDraft:
    """By the piece where that comes out even, as one for a part of a period that does not."""
    version, quantity, full = charge.line.version, Decimal(charge.quantity), _full(charge)
    if round_half_up(full / quantity) * quantity == full:
        return _article(charge, version.title, quantity, subscription)
    words = _fitted("%(number)d × %(title)s", version, number=charge.quantity)
    return _article(charge, words, Decimal(1), subscription)


def _article(
    charge: Charge, words: str, quantity: Decimal, subscription: Subscription
) -> LineDraft:
    version = charge.line.version
    variant = version.plan.variant
    return LineDraft(
        product_id=variant.product_id,
        variant_id=variant.pk,
        sku=variant.sku,
        description=words,
        item_type=ItemType(version.item_type),
        quantity=quantity,
        unit=variant.product.unit,
        unit_price=_full(charge) / quantity,
        discount=charge.discount,
        discount_percent=charge.discount_percent,
        period_start=charge.starts,
        period_end=charge.ends,
        vat_rate=charge.vat_rate,
        vat_treatment=charge.vat_treatment,
        vat_country=charge.vat_country,
        includes_vat=subscription.prices_include_vat,
    )


def _full(charge: Charge) -> Decimal:
    """Before its discount."""
    return charge.amount + charge.discount


def _other(charge: Charge, kind: LineKind, words: str, subscription: Subscription) -> LineDraft:
    return LineDraft(
        kind=kind,
        sku="",
        description=words,
        item_type=ItemType(charge.line.version.item_type),
        quantity=Decimal(1),
        unit="",
        unit_price=charge.amount,
        vat_rate=charge.vat_rate,
        vat_treatment=charge.vat_treatment,
        vat_country=charge.vat_country,
        includes_vat=subscription.prices_include_vat,
    )


def _told(words: str, charge: Charge) -> str:
    return _fitted(words, charge.line.version)


def _fitted(words: str, version: PlanVersion, **more: int) -> str:
    """With as much of the title as a line has room for."""
    room = LONGEST_TITLE - len(words % {"title": "", **more})
    return words % {"title": version.title[:room], **more}
