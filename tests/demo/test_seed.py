import json
from pathlib import Path

import pytest

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.people.models import User
from tamio.commerce.sandbox.guards import refusal
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Plan
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.config import demo
from tamio.config.demo.seed import seed
from tamio.config.demo.stores import AGENCY_EMAIL, seeded_stores
from tests.factories import NOW

COMPANIES = json.loads((Path(demo.__file__).parent / "companies.json").read_text())["companies"]
PASSWORD = "a password of the demo"


@pytest.mark.django_db
def test_the_agency_sees_all_stores_and_each_merchant_their_own() -> None:
    seed(password=PASSWORD, now=NOW)
    agency = User.objects.get(email=AGENCY_EMAIL)
    assert agency.check_password(PASSWORD)
    assert Store.objects.seen_by(agency).count() == len(seeded_stores()) == 4
    for store in seeded_stores():
        seen = Store.objects.seen_by(User.objects.get(email=store.person))
        assert [each.slug for each in seen] == [store.slug]


@pytest.mark.django_db
def test_the_last_store_is_empty_and_has_all_its_first_steps_before_it() -> None:
    seed(password=PASSWORD, now=NOW)
    store = Store.objects.get(slug=seeded_stores()[-1].slug)
    assert (store.organisation_number, store.line1, store.bankgiro) == ("", "", "")
    assert not store.products.exists()


@pytest.mark.django_db
def test_a_second_start_changes_nothing_that_people_have_changed() -> None:
    seed(password=PASSWORD, now=NOW)
    Variant.objects.filter(sku="KASA-BJORK").update(sku="KASA")
    Product.objects.filter(variants__sku="KASA").update(name="Kåsa")
    before = _catalogue()
    seed(password="another password", now=NOW)
    assert _catalogue() == before
    assert User.objects.get(email=AGENCY_EMAIL).check_password(PASSWORD)


def _catalogue() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Product, Variant)]


def test_the_first_store_sells_every_kind_of_thing_at_every_rate_it_may_carry() -> None:
    rates = {
        (product["item_type"], rate_of(vat_class=vat_class, country="SE", on_date=NOW.date()))
        for product in seeded_stores()[0].products
        if product["item_type"] != "gift_card"
        for vat_class in [VatClass(product["vat_class"])]
    }
    assert {(kind, int(rate)) for kind, rate in rates} == {
        ("physical", 25),
        ("physical", 6),
        ("service", 25),
        ("service", 6),
        ("digital", 25),
    }


def test_each_store_has_a_company_of_its_own_number_to_be_connected_to() -> None:
    companies = {company["organisation_number"]: company["tenant"] for company in COMPANIES}
    *filled, empty = seeded_stores()
    for store in filled:
        tenant = companies[store.fields["organisation_number"]]
        assert store.tenant in {tenant, None}
    assert [store.tenant is None for store in seeded_stores()] == [False, False, True, True]
    # What a person fills in by hand is told where they look for it.
    told = Path(demo.__file__).parent / "stores" / f"4-{empty.slug}.toml"
    assert any(number in told.read_text() for number in companies)


@pytest.mark.django_db
def test_the_first_store_sells_by_plan_and_as_a_gift_and_its_clock_may_be_moved() -> None:
    seed(password=PASSWORD, now=NOW)
    store = Store.objects.get(slug="norrsken")
    plans = Plan.objects.filter(store=store).order_by("pk")
    assert [(each.variant.sku, each.current.unit, each.current.count) for each in plans] == [
        ("KAFFELADA", "month", 1),
        ("KAFFELADA", "month", 2),
        ("SKIDVARD", "year", 1),
    ]
    card = store.products.get(item_type="gift_card")
    assert card.chooses_amount
    assert card.variants.count() == 3
    assert [refusal(each) for each in Store.objects.all()] == [""] * 4
