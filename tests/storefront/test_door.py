"""Which shop an address leads to, in which language, and what every page of it says."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, seen, text

STRANGE = ["nix", "NIX", "a--b", "x" * 300, "-", "1"]
PAGES = ["", "products/SKU/", "cart/", "no-such-page/"]


@pytest.mark.parametrize("slug", STRANGE)
@pytest.mark.parametrize("page", ["", "cart/", "checkout/", "theme.css", "art/SKU.svg"])
def test_an_unknown_store_is_a_page_that_says_so(db: None, slug: str, page: str) -> None:
    response = Client(headers={"accept-language": "en"}).get(f"/s/{slug}/{page}")
    assert response.status_code == 404
    assert "There is no shop here" in seen(response)


@pytest.mark.parametrize("slug", ["a%20b", "%00", "%E5%E4%F6", "..%2f", "a'--", "🦊"])
def test_an_address_that_is_no_slug_is_not_found(db: None, slug: str) -> None:
    assert Client().get(f"/s/{slug}/").status_code == 404


@pytest.mark.parametrize("page", ["nix/", "cart/x/", "confirmation/1/", "%00/", "a/b/c/", "å/"])
def test_any_other_address_in_a_store_is_its_own_page_with_a_way_on(
    shopper: Shopper, page: str
) -> None:
    response = shopper.get(page)
    assert response.status_code == 404
    assert "There is no page here" in seen(response)
    assert f'href="{shopper.url()}"' in text(response)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(shopper: Shopper) -> None:
    assert shopper.get("cart")["Location"] == shopper.url("cart/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_who_sells(shopper: Shopper, page: str) -> None:
    make_product(store=shopper.store, sku="SKU")
    said = seen(shopper.get(page))
    store = shopper.store
    particulars = (
        store.name, store.organisation_number, store.vat_number,
        store.email, store.line1, store.postal_code, store.city,
    )  # fmt: skip
    assert [each for each in particulars if each not in said] == []


@pytest.mark.parametrize("page", PAGES)
def test_looking_writes_nothing_and_sets_no_session(shopper: Shopper, page: str) -> None:
    make_product(store=shopper.store, sku="SKU")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shopper.get(page)
    assert [each["sql"] for each in queries if not each["sql"].startswith("SELECT")] == []
    assert not shopper.client.cookies


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("sv-SE,sv;q=0.9", "sv"), ("en-GB", "en"), ("de,en;q=0.5", "en")],
)
def test_a_page_speaks_the_language_that_the_browser_reads(
    store: Store, accepted: str, language: str
) -> None:
    response = Client(headers={"accept-language": accepted}).get(f"/s/{store.slug}/")
    assert f'<html lang="{language}">' in text(response)
    assert response["Content-Language"] == language


@pytest.mark.parametrize("accepted", ["", "de-DE", "*", ";;q=x", "x" * 600])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_speaks_the_stores_language_when_it_has_no_other_to_go_by(
    db: None, accepted: str, language: str
) -> None:
    store = make_store(language=language)
    response = Client(headers={"accept-language": accepted}).get(f"/s/{store.slug}/")
    assert f'<html lang="{language}">' in text(response)


def test_a_chosen_language_stays_whatever_the_browser_reads(shopper: Shopper) -> None:
    sent = {"language": "sv", "next": shopper.url("cart/")}
    assert shopper.client.post("/language/setlang/", sent)["Location"] == shopper.url("cart/")
    assert "Varukorgen är tom" in seen(shopper.get("cart/"))


def test_a_page_is_one_shoppers_and_a_fragment_is_not_the_page(shopper: Shopper) -> None:
    response = shopper.get()
    assert "private" in response["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= set(response["Vary"].split(", "))
