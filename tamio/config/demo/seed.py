"""Fills an empty installation: an agency, its stores, their people and catalogues."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tamio.backoffice.first_steps.steps import COMPANY
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.packs.writing import save_pack
from tamio.commerce.catalogue.writing import add_product
from tamio.commerce.content.models import Shopfront
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.people.models import Agency, Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.search.indexing import index_products
from tamio.commerce.shipping.models import (
    ShippingMethod,
    ShippingStep,
    ShippingZone,
    ZoneCountry,
)
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.plans import Terms, make_plan
from tamio.config.demo.stores import AGENCY, AGENCY_EMAIL, SeededStore, seeded_stores

_OF_A_VARIANT = ("sku", "ean", "price", "cost", "weight", "stock", "backorder")
_OF_OTHERS = ("variants",)


def seed(*, password: str, now: datetime) -> None:
    """All or nothing, and once: what people have changed since is theirs."""
    with transaction.atomic():
        if Store.objects.exists():
            return
        agency = Agency.objects.create(name=AGENCY)
        _add_person(AGENCY_EMAIL, AGENCY, password=password, agency=agency, role=Role.OWNER)
        for described in seeded_stores():
            _add_store(described, agency=agency, password=password, now=now)


def _add_store(described: SeededStore, *, agency: Agency, password: str, now: datetime) -> None:
    store = Store(agency=agency, is_sandbox=True, **described.fields)
    # What an empty store lacks is for its first steps to ask for.
    store.full_clean(exclude=[name for name in COMPANY if name not in described.fields])
    store.save()
    PaymentSettings.objects.create(store=store, by_swish=bool(store.swish), by_test=True)
    _add_person(described.person, store.name, password=password, store=store, role=Role.OWNER)
    Shopfront.objects.create(store=store, theme=described.theme)
    for product in described.products:
        _add_product(product, store=store, now=now)
    for pack in described.packs:
        _add_pack(pack, store=store, now=now)
    for plan in described.plans:
        _add_plan(plan, store=store, now=now)
    # The worker does it too, but the first page is opened before that.
    index_products(list(store.products.values_list("pk", flat=True)))
    for zone in described.shipping:
        _add_zone(zone, store=store)
    for method in described.collected:
        _add_method(method, store=store, zone=None)


def _add_person(email: str, name: str, *, password: str, **membership: Any) -> None:
    user = User.objects.create_user(email=email, name=name, password=password)
    Membership.objects.create(user=user, **membership)


def _add_zone(described: dict[str, Any], *, store: Store) -> None:
    zone = ShippingZone.objects.create(store=store, name=described["zone"])
    ZoneCountry.objects.bulk_create(
        ZoneCountry(store=store, zone=zone, country=country) for country in described["countries"]
    )
    for method in described["methods"]:
        _add_method(method, store=store, zone=zone)


def _add_method(described: dict[str, Any], *, store: Store, zone: ShippingZone | None) -> None:
    fields = {name: value for name, value in described.items() if name != "price"}
    method = ShippingMethod(store=store, zone=zone, **fields)
    method.full_clean()
    method.save()
    ShippingStep.objects.create(method=method, start=0, price=Decimal(described["price"]))


def _add_product(described: dict[str, Any], *, store: Store, now: datetime) -> None:
    """`variants` are described by what they differ in; a product without them is one itself."""
    own = {name: described[name] for name in _OF_A_VARIANT if name in described}
    given = {
        name: value
        for name, value in described.items()
        if name not in own and name not in _OF_OTHERS
    }
    product = Product(store=store, created_at=now, **given)
    product.full_clean()
    variants = [_variant(own | each, product) for each in described.get("variants", [{}])]
    add_product(product, variants=variants, by="", now=now)


def _add_pack(described: dict[str, Any], *, store: Store, now: datetime) -> None:
    percent = described.get("percent")
    pack = Product(
        store=store,
        created_at=now,
        name=described["name"],
        description=described["description"],
        pack_percent=None if percent is None else Decimal(percent),
    )
    held = store.variants.select_related("product").filter(sku__in=described["holds"])
    parts = [(each, described["holds"][each.sku]) for each in held.order_by("pk")]
    variant = Variant(store=store, sku=described["sku"], price=Decimal(described.get("price", 0)))
    save_pack(pack, variant=variant, parts=parts, by="", now=now)


def _add_plan(described: dict[str, Any], *, store: Store, now: datetime) -> None:
    variant = store.variants.select_related("product").get(sku=described["sku"])
    variant.product.store = store
    terms = Terms(
        unit=Unit(described["unit"]),
        count=described.get("count", 1),
        price=Decimal(described["price"]),
    )
    make_plan(variant=variant, name=described["name"], terms=terms, by=AGENCY_EMAIL, now=now)


def _variant(described: dict[str, Any], product: Product) -> Variant:
    amounts = {name: Decimal(described[name]) for name in ("price", "cost") if name in described}
    given = described | amounts
    variant = Variant(store=product.store, **given)
    variant.clean_fields(exclude=["product"])
    return variant
