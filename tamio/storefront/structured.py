"""What a page sells and who sells it, as schema.org says it, for search engines."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.catalogue.packs.arithmetic import by_largest_remainder
from tamio.commerce.content.models import shopfront_of
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import of_amount
from tamio.commerce.vat.rates import UnknownRate
from tamio.look.addresses import reverse
from tamio.storefront.hosts import absolute
from tamio.storefront.offers import Offer, There

Data = dict[str, Any]
_CONTEXT = "https://schema.org"
_AVAILABLE = {
    There.YES: "InStock",
    There.ALWAYS: "InStock",
    There.FEW: "LimitedAvailability",
    There.LATER: "BackOrder",
    There.OUT: "OutOfStock",
}


def organisation(store: Store) -> Data:
    """The seller, with the particulars that the law wants on the page too."""
    said: Data = {
        "@context": _CONTEXT,
        "@type": "OnlineStore",
        "name": store.name,
        "url": absolute(store, reverse("storefront:home", args=[store.slug])),
        "email": store.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": store.line1,
            "postalCode": store.postal_code,
            "addressLocality": store.city,
            "addressCountry": store.country,
        },
        "identifier": store.organisation_number,
    }
    if store.vat_number:
        said["vatID"] = store.vat_number
    front = shopfront_of(store)
    if front.logo_digest:
        logo = reverse("storefront:logo", args=[store.slug, front.logo_digest, front.logo_kind])
        said["logo"] = absolute(store, logo)
    return said


def breadcrumbs(store: Store, steps: Sequence[tuple[str, str]]) -> Data:
    """`steps` are the name and path of each page from the first down to this."""
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute(store, path),
            }
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def product(offer: Offer, *, store: Store, images: Sequence[str], now: datetime) -> Data:
    """The variant that the page offers. `images` are absolute addresses."""
    variant, described = offer.variant, offer.product
    said: Data = {
        "@context": _CONTEXT,
        "@type": "Product",
        "name": variant.title,
        "sku": variant.sku,
        "offers": _offer(offer, store=store, now=now),
    }
    if described.description:
        said["description"] = described.description
    if images:
        said["image"] = list(images)
    if variant.ean:
        said["gtin"] = variant.ean
    if variant.weight and described.item_type == ItemType.PHYSICAL:
        said["weight"] = {"@type": "QuantitativeValue", "value": variant.weight, "unitCode": "GRM"}
    return said


def _offer(offer: Offer, *, store: Store, now: datetime) -> Data:
    """The price is what a consumer in the store's country pays, VAT included."""
    variant = offer.variant
    path = reverse("storefront:product", args=[store.slug, variant.sku])
    specified = _specified(offer, offer.price, store=store, now=now)
    said: Data = {
        "@type": "Offer",
        "url": absolute(store, path),
        "price": specified["price"],
        "priceCurrency": store.currency,
        "availability": f"{_CONTEXT}/{_AVAILABLE[offer.there]}",
        "priceSpecification": specified,
        "seller": {"@type": "Organization", "name": store.name},
    }
    if offer.was is not None:
        was = _specified(offer, offer.was, store=store, now=now)
        struck = was | {"priceType": f"{_CONTEXT}/StrikethroughPrice"}
        said["priceSpecification"] = [specified, struck]
    if offer.until is not None:
        said["priceValidUntil"] = offer.until.isoformat()
    if offer.product.item_type == ItemType.PHYSICAL:
        said["itemCondition"] = f"{_CONTEXT}/NewCondition"
    return said


def _specified(offer: Offer, amount: Decimal, *, store: Store, now: datetime) -> Data:
    price, includes = _with_vat(offer, amount, store=store, on_date=store.date_of(now))
    return {
        "@type": "UnitPriceSpecification",
        "price": f"{price:.2f}",
        "priceCurrency": store.currency,
        "valueAddedTaxIncluded": includes,
    }


def _with_vat(
    offer: Offer, amount: Decimal, *, store: Store, on_date: date
) -> tuple[Decimal, bool]:
    """The amount with VAT, and whether it has it: not where no rate is on record."""
    if store.prices_include_vat:
        return amount, True
    offer.product.store = store
    try:
        return _gross(offer, amount, on_date=on_date), True
    except UnknownRate:
        return amount, False


def _gross(offer: Offer, amount: Decimal, *, on_date: date) -> Decimal:
    """Of a pack, each part's share with the VAT of that part."""
    if not offer.product.is_pack:
        return of_amount(amount, rate=offer.product.home_rate(on_date), includes_vat=False).gross
    shares = by_largest_remainder(amount, weights=offer.variant.weights_on(on_date))
    parts = zip(offer.product.contents, shares, strict=True)
    taxed = [
        of_amount(share, rate=part.variant.product.home_rate(on_date), includes_vat=False)
        for part, share in parts
    ]
    return sum((each.gross for each in taxed), Decimal("0.00"))
