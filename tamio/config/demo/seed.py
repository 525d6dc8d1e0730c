"""Fills an empty installation: an agency, its stores, their people and catalogues."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tamio.commerce.catalogue.models import Product
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.people.models import Agency, Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.config.demo.stores import AGENCY, AGENCY_EMAIL, SeededStore, seeded_stores


def seed(*, password: str, now: datetime) -> None:
    """All or nothing, and once: what people have changed since is theirs."""
    with transaction.atomic():
        if Store.objects.exists():
            return
        agency = Agency.objects.create(name=AGENCY)
        _add_person(AGENCY_EMAIL, AGENCY, password=password, agency=agency, role=Role.ADMINISTRATOR)
        for described in seeded_stores():
            _add_store(described, agency=agency, password=password, now=now)


def _add_store(described: SeededStore, *, agency: Agency, password: str, now: datetime) -> None:
    store = Store(agency=agency, **described.fields)
    store.full_clean()
    store.save()
    PaymentSettings.objects.create(store=store, by_swish=bool(store.swish), by_test=True)
    _add_person(described.person, store.name, password=password, store=store, role=Role.OWNER)
    for product in described.products:
        _add_product(product, store=store, now=now)


def _add_person(email: str, name: str, *, password: str, **membership: Any) -> None:
    user = User.objects.create_user(email=email, name=name, password=password)
    Membership.objects.create(user=user, **membership)


def _add_product(described: dict[str, Any], *, store: Store, now: datetime) -> None:
    given = {**described, "price": Decimal(described["price"])}
    product = Product(store=store, created_at=now, **given)
    product.full_clean()
    product.save()
