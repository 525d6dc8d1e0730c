"""What the store has to sell, where it sends it, and what is off its price."""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.catalogue.exchange import work
from tamio.commerce.catalogue.models import (
    CatalogueImport,
    Category,
    Collection,
    ItemType,
    Product,
    Tag,
)
from tamio.commerce.offers.models import Offer
from tamio.commerce.shipping.models import ShippingMethod, ShippingZone
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Plan
from tests.backoffice.conftest import browser_of
from tests.backoffice.test_imports import upload
from tests.commerce.giftcards.making import make_card_product
from tests.commerce.offers.making import make_code, make_offer
from tests.commerce.shipping.making import collected_at, make_method, make_zone
from tests.commerce.subscriptions.making import plan_of
from tests.factories import NOW, make_member, make_pack, make_product

LONG = "Fotografibok om tre generationer hyttarbetare i Västerbottens glasrike, inbunden"


@dataclass(frozen=True)
class Goods:
    """`vase` is plain, `hat` comes in variants, `box` is subscribed to."""

    vase: Product
    hat: Product
    course: Product
    book: Product
    pack: Product
    card: Product
    box: Product
    plan: Plan
    yearly: Plan
    category: Category
    collection: Collection
    zone: ShippingZone
    method: ShippingMethod
    offer: Offer
    code: Offer
    imported: CatalogueImport


def stock_up(store: Store) -> Goods:
    category = Category.objects.create(store=store, name="Glas", slug="glas")
    collection = Collection.objects.create(store=store, name="Julklappar", slug="julklappar")
    tag = Tag.objects.create(store=store, name="Present")
    vase = make_product(
        store=store, sku="VAS-1", name="Vas i återvunnet glas", price=Decimal("349.00"), stock=40,
        description="Handblåst i små serier.\n\nTål maskindisk.",
    )  # fmt: skip
    vase.categories.add(category)
    vase.collections.add(collection)
    vase.tags.add(tag)
    zone = make_zone("SE", store=store)
    box = make_product(store=store, sku="LADA", name="Glas hem", item_type=ItemType.SERVICE)
    return Goods(
        vase=vase,
        box=box,
        hat=_hat(store),
        course=make_product(
            store=store, sku="KURS", name="Kurs i glasblåsning", item_type=ItemType.SERVICE,
            price=Decimal("1250.00"),
        ),
        book=make_product(
            store=store, sku="BOK-VÄSTERBOTTENS-GLASRIKE-2026-INBUNDEN", name=LONG,
            vat_class="books", stock=2, price=Decimal("1249999.50"),
        ),
        pack=make_pack(store=store, holds={vase: 2}, name="Vaspar", price="599.00"),
        card=make_card_product(
            store=store, sku="KORT", least_amount=Decimal(100), most_amount=Decimal(2000)
        ),
        plan=plan_of(store, "249.00", product=box, notice_days=14),
        yearly=plan_of(store, "2490.00", product=box, unit="year"),
        category=category,
        collection=collection,
        zone=zone,
        method=_ways(store, zone),
        offer=make_offer(store=store, products=[vase]),
        code=make_code(store=store, code="HÖST10", name="Välkommen tillbaka").offer,
        imported=_imported(store),
    )  # fmt: skip


def _hat(store: Store) -> Product:
    return make_product(
        store=store,
        name="Mössa",
        option1="Färg",
        option2="Storlek",
        variants=[
            {"sku": "MOSSA-1", "value1": "Lav", "value2": "S", "stock": 8},
            {"sku": "MOSSA-2", "value1": "Lav", "value2": "L", "stock": 1},
            {"sku": "MOSSA-3", "value1": "Ask", "value2": "L", "stock": 0},
        ],
    )


def _ways(store: Store, zone: ShippingZone) -> ShippingMethod:
    collected_at(store)
    make_zone(store=store)
    return make_method(store=store, zone=zone, steps={"500": "0"})


def _imported(store: Store) -> CatalogueImport:
    """Read, with a row that cannot be taken; nobody has agreed to it yet."""
    upload(browser_of(make_member(store=store, email="lager@example.com", name="Per Lager")))
    made = CatalogueImport.objects.get(store=store)
    while made.is_under_way:
        work.step(made, now=NOW)
        made.refresh_from_db()
    return made
