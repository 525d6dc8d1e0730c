"""The stores: what each sells, to whom, and how it is connected and connected again."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from benchmarks.chaos.simulator import Simulator
from tamio.clock import now
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import connect
from tests.factories import buyer, company_buyer, make_product, make_store
from tests.fortnox.sync.conftest import RETURN, approve

BY = "owner@example.com"
GOODS, SERVICES = 3001, 3041
UNITS = ("st", "h", "kg", "förp", "par")
_PRODUCTS = (
    ("KANNA", "Kaffekanna", ItemType.PHYSICAL, VatClass.STANDARD, "349.00"),
    ("BOK", "Bok om bryggning", ItemType.PHYSICAL, VatClass.CULTURE, "189.50"),
    ("KURS", "Kurs i bryggning", ItemType.SERVICE, VatClass.STANDARD, "1295.00"),
    ("RECEPT", "Recept att ladda ner", ItemType.DIGITAL, VatClass.STANDARD, "49.90"),
)


@dataclass(kw_only=True)
class Shop:
    """A store with its company. `buyers` is how each of its customers described themselves last."""

    store: Store
    tenant: int
    has_service_account: bool
    products: list[Product]
    buyers: list[BuyerDetails] = field(default_factory=list)


def open_shops(*, simulator: Simulator, random: Random) -> list[Shop]:
    """One for each company, connected; every fourth lives on refresh tokens."""
    shops = []
    for number, tenant in enumerate(simulator.tenants):
        store = make_store(name=f"Butik {tenant}", slug=f"butik-{tenant}")
        shop = Shop(
            store=store,
            tenant=tenant,
            has_service_account=number % 4 != 3,
            products=[_product(store, random, *words) for words in _PRODUCTS],
            buyers=_buyers(number),
        )
        connect_shop(shop)
        choose_accounts(store)
        shops.append(shop)
    return shops


def connect_shop(shop: Shop) -> None:
    """Through the consent page, as a person would. Raises the client's errors."""
    consent = connect.begin(
        redirect_uri=RETURN, service_account=shop.has_service_account, clock=now
    )
    back = approve(consent.url, tenant=shop.tenant)
    connect.complete(
        store=shop.store,
        code=back["code"],
        redirect_uri=RETURN,
        service_account=shop.has_service_account,
        clock=now,
        by=BY,
    )


def choose_accounts(store: Store, *, sends_from: date | None = None) -> None:
    """`sends_from`: the first day whose sales go, if not the day on which it was connected."""
    chosen = Settings.objects.get(store=store)
    chosen.start_date = sends_from or chosen.start_date
    chosen.goods_account, chosen.services_account = GOODS, SERVICES
    connect.choose(settings=chosen, now=now(), by=BY)


def _product(store: Store, random: Random, sku: str, name: str, *words: Any) -> Product:
    item_type, vat_class, price = words
    return make_product(
        store=store,
        sku=sku,
        name=name,
        item_type=item_type,
        vat_class=vat_class,
        price=price,
        unit=random.choice(UNITS),
    )


def _buyers(number: int) -> list[BuyerDetails]:
    """Few, so that they come back: two people and two companies."""
    return [
        buyer(email=f"asa.{number}@example.com"),
        buyer(name="Bo Ek", email=f"bo.{number}@example.com", city="Alvesta"),
        company_buyer(),
        company_buyer(
            name="Sjöbris Musik AB",
            email=f"inkop.{number}@sjobris.example",
            organisation_number="559311-2088",
        ),
    ]
