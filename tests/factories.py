"""Plain functions that make what a test needs; every argument has a sensible default."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction

from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.packs.writing import save_pack
from tamio.commerce.catalogue.writing import add_product
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.models import Agency, Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass

#: Monday 23 November 2026, 10:00 in Stockholm.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

_serial = count(1)


def make_store(**fields: Any) -> Store:
    serial = next(_serial)
    given: dict[str, Any] = {
        "name": f"Butik {serial}",
        "slug": f"butik-{serial}",
        "organisation_number": "556703-7485",
        "vat_number": "SE556703748501",
        "email": "hej@butik.example",
        "line1": "Storgatan 1",
        "postal_code": "352 46",
        "city": "Växjö",
        "bankgiro": "5050-1055",
    }
    return Store.objects.create(**given | fields)


def make_user(*, email: str = "", password: str | None = None, **fields: Any) -> User:
    address = email or f"person-{next(_serial)}@example.com"
    return User.objects.create_user(email=address, password=password, **fields)


def make_member(*, store: Store, role: Role = Role.OWNER, **fields: Any) -> User:
    user = make_user(**fields)
    Membership.objects.create(user=user, store=store, role=role)
    return user


def make_agency(*, name: str = "Byrån", **fields: Any) -> Agency:
    return Agency.objects.create(name=name, **fields)


_OF_A_VARIANT = ("sku", "ean", "price", "weight", "stock", "low_stock", "backorder", "priced_on")


def make_product(
    *, store: Store, variants: Sequence[dict[str, Any]] = ({},), **fields: Any
) -> Product:
    """A product in one variant, or in `variants`, which differ in the fields given there."""
    serial = next(_serial)
    given: dict[str, Any] = {
        "item_type": ItemType.PHYSICAL,
        "name": f"Produkt {serial}",
        "vat_class": VatClass.STANDARD,
        "created_at": NOW,
    }
    own = {name: fields.pop(name) for name in _OF_A_VARIANT if name in fields}
    product = Product(store=store, **given | fields)
    made = [
        Variant(
            **{"sku": f"SKU-{serial}{f'-{at}' if at else ''}", "price": Decimal("199.00")}
            | own
            | each
        )
        for at, each in enumerate(variants)
    ]
    with transaction.atomic():
        return add_product(product, variants=made, by="", now=product.created_at)


def make_pack(
    *,
    store: Store,
    holds: Mapping[Any, int],
    price: str = "100.00",
    percent: str | None = None,
    **fields: Any,
) -> Product:
    """A pack of variants, or of products of one variant, with how many of each."""
    serial = next(_serial)
    own = {name: fields.pop(name) for name in _OF_A_VARIANT if name in fields}
    pack = Product(
        store=store, name=fields.pop("name", f"Paket {serial}"), created_at=NOW,
        pack_percent=None if percent is None else Decimal(percent), **fields,
    )  # fmt: skip
    variant = Variant(**{"sku": f"PAKET-{serial}", "price": Decimal(price)} | own)
    parts = [
        (each if isinstance(each, Variant) else each.lead, quantity)
        for each, quantity in holds.items()
    ]
    with transaction.atomic():
        save_pack(pack, variant=variant, parts=parts, by="", now=NOW)
    return pack


def buyer(**fields: Any) -> BuyerDetails:
    given: dict[str, Any] = {
        "type": "private",
        "name": "Åsa Öberg",
        "email": "asa@example.com",
        "line1": "Lillgatan 2",
        "postal_code": "352 30",
        "city": "Växjö",
        "country": "SE",
    }
    return BuyerDetails(**given | fields)


def company_buyer(**fields: Any) -> BuyerDetails:
    given: dict[str, Any] = {
        "type": "company",
        "name": "Glasbruket AB",
        "email": "inkop@glasbruket.example",
        "organisation_number": "202100-5489",
    }
    return buyer(**given | fields)


def make_cart(*, store: Store, contents: Mapping[Any, int] | None = None) -> Cart:
    cart = Cart.objects.create(store=store, created_at=NOW)
    for each, quantity in (contents or {}).items():
        cart.put(variant=each if isinstance(each, Variant) else each.lead, quantity=quantity)
    return cart


def make_invoice(
    *,
    store: Store,
    contents: Mapping[Any, int] | None = None,
    buyer_details: BuyerDetails | None = None,
    now: datetime = NOW,
) -> Invoice:
    """An issued invoice, sold through the checkout like any other."""
    basket = contents or {make_product(store=store): 1}
    cart = make_cart(store=store, contents=basket)
    with transaction.atomic():
        return place_order(cart=cart, buyer=buyer_details or buyer(), now=now)
