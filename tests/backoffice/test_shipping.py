"""Zones and methods as merchants set them up."""

from decimal import Decimal

import pytest
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.people.roles import Role
from tamio.commerce.shipping.models import ShippingMethod, ShippingZone
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.shipping.making import make_method, make_zone
from tests.factories import make_member, make_store
from tests.storefront.shopping import seen

PAGE = "/backoffice/glashyttan/shipping/"
ZONE = {"name": "Norden", "countries": ["NO", "DK"]}
METHOD = {
    "zone": "", "name_sv": "Ombud", "name_en": "Pick-up point", "basis": "weight", "price_0": "49",
    "start_1": "1000", "price_1": "79,50", "free_from": "", "most": "", "position": "1",
    "active": "on",
}  # fmt: skip


def test_a_store_without_zones_is_told_how_to_begin(browser: Client, store: Store) -> None:
    assert "Without zones and methods nothing is charged for shipping." in seen(browser.get(PAGE))


def test_a_zone_with_a_method_is_made_and_stands_on_the_page(browser: Client, store: Store) -> None:
    assert browser.post(f"{PAGE}zones/new/", ZONE).status_code == 302
    zone = ShippingZone.objects.get()
    assert browser.post(f"{PAGE}methods/new/", METHOD | {"zone": zone.pk}).status_code == 302

    page = seen(browser.get(PAGE)).replace("\xa0", " ")
    for said in (
        "Norden",
        "Denmark, Norway",
        "Pick-up point",
        "SEK 49.00",
        "from 1,000 g: SEK 79.50",
    ):
        assert said in page
    assert Change.objects.filter(subject_kind__startswith="shipping").count() == 2


def test_a_changed_method_has_its_steps_anew_and_on_record(browser: Client, store: Store) -> None:
    method = make_method(store=store, zone=None, basis="weight", steps={"500": "60"})

    browser.post(f"{PAGE}methods/{method.pk}/", METHOD)

    assert list(method.steps.values_list("start", "price")) == [
        (Decimal(0), Decimal(49)), (Decimal(1000), Decimal("79.50"))
    ]  # fmt: skip
    change = Change.objects.get(field="steps")
    assert (change.before, change.after) == (
        "0.00: 49.00; 500.00: 60.00",
        "0.00: 49.00; 1000.00: 79.50",
    )
    assert "Price from" in seen(browser.get("/backoffice/glashyttan/audit/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"price_0": ""}, "This field is required."),
        ({"price_1": ""}, "Write both where the price begins and the price, or neither."),
        ({"start_1": ""}, "Write both where the price begins and the price, or neither."),
        ({"start_2": "1000", "price_2": "99"}, "Another price begins there."),
        ({"zone": "999"}, "Select a valid choice."),
        ({"price_0": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_wrong_method_is_said_and_not_saved(
    browser: Client, store: Store, wrong: dict[str, str], said: str
) -> None:
    refused = browser.post(f"{PAGE}methods/new/", METHOD | wrong)
    assert refused.status_code == 422
    assert said in seen(refused)
    assert not ShippingMethod.objects.exists()


def test_a_fixed_price_has_one_step(browser: Client, store: Store) -> None:
    browser.post(f"{PAGE}methods/new/", METHOD | {"basis": "fixed", "most": "5"})
    method = ShippingMethod.objects.get()
    assert (method.steps.count(), method.most) == (1, None)


def test_a_country_is_in_one_zone(browser: Client, store: Store) -> None:
    make_zone("NO", store=store)
    make_zone("DK", store=make_store())
    refused = browser.post(f"{PAGE}zones/new/", ZONE)
    assert "In another zone already: Norway." in seen(refused)


def test_a_zone_names_countries_or_is_the_one_for_the_rest(browser: Client, store: Store) -> None:
    assert "Choose at least one country." in seen(browser.post(f"{PAGE}zones/new/", {"name": "A"}))
    rest = {"name": "Resten", "is_rest": "on"}
    assert browser.post(f"{PAGE}zones/new/", rest).status_code == 302
    assert "Another zone is for all other countries already." in seen(
        browser.post(f"{PAGE}zones/new/", rest)
    )


def test_a_zone_that_has_lost_its_countries_says_so_and_leads_on(
    browser: Client, store: Store
) -> None:
    zone = ShippingZone.objects.create(store=store, name="Norden")

    page = browser.get(PAGE).content.decode()

    assert "No country yet, so no goods go here." in page
    assert f'<a href="{PAGE}zones/{zone.pk}/">Choose countries</a>' in page


def test_a_zone_is_changed_and_removed_with_its_methods(browser: Client, store: Store) -> None:
    zone = make_zone("NO", store=store)
    make_method(store=store, zone=zone)

    browser.post(f"{PAGE}zones/{zone.pk}/", ZONE | {"countries": ["NO", "FI"]})
    assert list(zone.countries.values_list("country", flat=True)) == ["FI", "NO"]
    assert Change.objects.get(field="countries").after == "FI, NO"

    browser.post(f"{PAGE}zones/{zone.pk}/remove/")
    assert not ShippingMethod.objects.exists()


def test_who_only_looks_changes_nothing(store: Store) -> None:
    make_method(store=store, zone=make_zone("SE", store=store))
    reader = browser_of(make_member(store=store, role=Role.VIEWER))
    page = reader.get(PAGE)
    assert "Pick-up point" in seen(page)
    assert "Add a zone" not in seen(page)
    assert reader.post(f"{PAGE}zones/new/", ZONE).status_code == 403
    assert reader.get(f"{PAGE}methods/new/").status_code == 403
