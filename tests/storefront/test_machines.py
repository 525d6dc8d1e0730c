"""What search engines and those who share a page read."""

import json
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tamio.commerce.catalogue.models import Category
from tamio.commerce.content.models import Page
from tamio.storefront.views import machines
from tests.factories import NOW, make_product, make_store
from tests.storefront.shopping import Shopper, text

BASE = "http://127.0.0.1:8000/s/glashyttan/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def data_on(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {each["@type"]: each for each in map(json.loads, found)}


def meta_on(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page))


def places(answer: Any) -> list[str]:
    return [
        each.text or "" for each in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")
    ]


def test_a_product_is_told_with_its_price_including_vat(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="VAS", name="Vas </script>", ean="2000000000015", stock=3)
    said = data_on(text(shopper.get("products/VAS/")))
    offer = said["Product"]["offers"]
    assert said["Product"]["name"] == "Vas </script>"
    assert said["Product"]["gtin"] == "2000000000015"
    assert (offer["price"], offer["priceCurrency"]) == ("199.00", "SEK")
    assert offer["priceSpecification"]["valueAddedTaxIncluded"] is True
    assert offer["availability"] == "https://schema.org/LimitedAvailability"
    assert offer["url"] == f"{BASE}products/VAS/"
    steps = said["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == [BASE, f"{BASE}products/VAS/"]


def test_a_price_without_vat_is_told_with_it(shopper: Shopper) -> None:
    store = make_store(slug="kontor", prices_include_vat=False)
    make_product(store=store, sku="BORD", price=Decimal("100.00"), vat_class="standard")
    offer = data_on(text(Shopper(store).get("products/BORD/")))["Product"]["offers"]
    assert offer["price"] == "125.00"


def test_the_first_page_tells_who_sells(shopper: Shopper) -> None:
    said = data_on(text(shopper.get()))["OnlineStore"]
    assert (said["name"], said["url"]) == (shopper.store.name, BASE)
    assert said["vatID"] == shopper.store.vat_number


def test_a_page_says_its_one_address_and_that_of_the_other_language(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="VAS")
    page = text(shopper.get("products/VAS/?theme=market&utm_source=x"))
    address = f"{BASE}products/VAS/"
    assert f'<link rel="canonical" href="{address}?lang=en">' in page
    assert f'hreflang="sv" href="{address}"' in page
    assert f'hreflang="en" href="{address}?lang=en"' in page
    assert f'hreflang="x-default" href="{address}"' in page


def test_in_the_stores_own_language_the_address_has_nothing_after_it(shopper: Shopper) -> None:
    page = text(Client(headers={"accept-language": "sv"}).get(shopper.url()))
    assert f'<link rel="canonical" href="{BASE}">' in page


def test_a_variants_page_is_that_of_the_first(shopper: Shopper) -> None:
    make_product(
        store=shopper.store,
        option1="Färg",
        variants=[{"sku": "A", "value1": "Röd"}, {"sku": "B", "value1": "Blå"}],
    )
    assert f'<link rel="canonical" href="{BASE}products/A/?lang=en">' in text(
        shopper.get("products/B/")
    )


def test_sorting_and_narrowing_make_no_other_page_but_leafing_does(shopper: Shopper) -> None:
    for _ in range(25):
        make_product(store=shopper.store)
    assert f'<link rel="canonical" href="{BASE}?lang=en">' in text(shopper.get("?sort=price"))
    leaf = re.search(r'rel="next" href="\?([^"]+)"', text(shopper.get()))
    assert leaf
    assert f'<link rel="canonical" href="{BASE}?{leaf[1]}' in text(shopper.get(f"?{leaf[1]}"))


def test_a_shared_page_has_a_title_a_description_and_an_address(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="VAS", name="Vas", description="Blåst\n" * 80)
    said = meta_on(text(shopper.get("products/VAS/")))
    assert (said["og:title"], said["og:type"]) == ("Vas", "product")
    assert said["og:url"] == f"{BASE}products/VAS/?lang=en"
    assert said["og:locale"] == "en_GB"
    assert said["twitter:card"] == "summary"
    assert len(said["og:description"]) <= 155
    assert said["description"] == said["og:description"]


@pytest.mark.parametrize("path", ["cart/", "search/", "no-such/"])
def test_what_is_a_shoppers_alone_is_not_listed(shopper: Shopper, path: str) -> None:
    page = text(shopper.get(path))
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


def test_the_map_names_every_page_once_in_parts(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "PART_SIZE", 2)
    Category.objects.create(store=shopper.store, name="Glas", slug="glas")
    Page.objects.create(store=shopper.store, slug="x", title_sv="X", text_sv="x")
    for number in range(3):
        make_product(store=shopper.store, sku=f"P{number}")
    make_product(store=shopper.store, sku="DOLD", active=False)
    parts = places(shopper.get("sitemap.xml"))
    assert parts == [f"{BASE}sitemaps/{part}.xml" for part in ("pages", "1", "2")]
    every = [place for part in parts for place in places(Client().get(part.partition("8000")[2]))]
    assert len(every) == len(set(every))
    for path in (
        "",
        "categories/glas/",
        "pages/x/",
        "pages/terms/",
        *(f"products/P{n}/" for n in range(3)),
    ):
        assert BASE + path in every
    assert f"{BASE}products/DOLD/" not in every


@pytest.mark.parametrize("part", ["2", "999999"])
def test_a_part_that_is_not_there_is_not_found(shopper: Shopper, part: str) -> None:
    make_product(store=shopper.store)
    assert shopper.get(f"sitemaps/{part}.xml").status_code == 404


def test_robots_are_told_where_the_map_is_and_what_is_not_theirs(shopper: Shopper) -> None:
    said = text(shopper.get("robots.txt"))
    assert f"Sitemap: {BASE}sitemap.xml" in said
    assert "Disallow: /s/glashyttan/checkout/" in said
    assert "Disallow: /backoffice/" in text(Client().get("/robots.txt"))


def test_a_page_of_another_day_is_not_told_before_it(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="SEN", publish_at=NOW.replace(year=2099))
    assert shopper.get("sitemaps/1.xml").status_code == 404
