"""What a page sells and who sells it, as schema.org says it, for search engines."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.content.models import shopfront_of
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import of_amount
from tamio.commerce.vat.rates import UnknownRate, VatClass, rate_of
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
    price, includes = _with_vat(offer, store=store, now=now)
    path = reverse("storefront:product", args=[store.slug, variant.sku])
    said: Data = {
        "@type": "Offer",
        "url": absolute(store, path),
        "price": f"{price:.2f}",
        "priceCurrency": store.currency,
        "availability": f"{_CONTEXT}/{_AVAILABLE[offer.there]}",
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "price": f"{price:.2f}",
            "priceCurrency": store.currency,
            "valueAddedTaxIncluded": includes,
        },
        "seller": {"@type": "Organization", "name": store.name},
    }
    if offer.product.item_type == ItemType.PHYSICAL:
        said["itemCondition"] = f"{_CONTEXT}/NewCondition"
    return said


def _with_vat(offer: Offer, *, store: Store, now: datetime) -> tuple[Decimal, bool]:
    """The price with VAT, and whether it has it: not where no rate is on record."""
    if store.prices_include_vat:
        return offer.price, True
    try:
        rate = rate_of(
            vat_class=VatClass(offer.product.vat_class),
            country=store.country,
            on_date=store.date_of(now),
            own=store.vat_rates,
        )
    except UnknownRate:
        return offer.price, False
    return of_amount(offer.price, rate=rate, includes_vat=False).gross, True
