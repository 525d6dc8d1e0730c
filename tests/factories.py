"""Plain functions that make what a test needs; every argument has a sensible default."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction

from tamio.commerce.catalogue.models import ItemType, Product
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


def make_product(*, store: Store, **fields: Any) -> Product:
    serial = next(_serial)
    given: dict[str, Any] = {
        "item_type": ItemType.PHYSICAL,
        "sku": f"SKU-{serial}",
        "name": f"Produkt {serial}",
        "price": Decimal("199.00"),
        "vat_class": VatClass.STANDARD,
        "created_at": NOW,
    }
    return Product.objects.create(store=store, **given | fields)


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


def make_cart(*, store: Store, contents: dict[Product, int] | None = None) -> Cart:
    cart = Cart.objects.create(store=store, created_at=NOW)
    for product, quantity in (contents or {}).items():
        cart.put(product=product, quantity=quantity)
    return cart


def make_invoice(
    *,
    store: Store,
    contents: dict[Product, int] | None = None,
    buyer_details: BuyerDetails | None = None,
    now: datetime = NOW,
) -> Invoice:
    """An issued invoice, sold through the checkout like any other."""
    basket = contents or {make_product(store=store): 1}
    cart = make_cart(store=store, contents=basket)
    with transaction.atomic():
        return place_order(cart=cart, buyer=buyer_details or buyer(), now=now)
