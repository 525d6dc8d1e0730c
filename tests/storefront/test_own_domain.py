"""A shop at a domain of its own: the same pages at the root, and one address for each."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.content.models import Shopfront
from tamio.commerce.stores.models import Store
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, seen, text

HOST = "butik.example"


@pytest.fixture
def shop(store: Store) -> Store:
    Shopfront.objects.create(store=store, domain=HOST)
    make_product(store=store, sku="VAS", name="Vas")
    return store


@pytest.fixture
def leading(shop: Store) -> Store:
    Shopfront.objects.update(leads=True)
    return shop


def at(host: str, path: str = "/", **options: Any) -> Any:
    return Client(headers={"accept-language": "en"}).get(path, headers={"host": host}, **options)


@pytest.mark.parametrize("host", [HOST, "BUTIK.example", f"{HOST}:8000"])
def test_the_domain_leads_to_the_shop_at_the_root(shop: Store, host: str) -> None:
    page = at(host)
    assert page.status_code == 200
    assert 'href="/products/VAS/"' in text(page)
    assert "/s/glashyttan/" not in text(page).replace("http://127.0.0.1:8000/s/glashyttan/", "")
    assert "Vas" in seen(at(host, "/products/VAS/"))


@pytest.mark.parametrize(
    "path", ["/backoffice/", "/api/v1/invoices/", "/accounts/login/", "/s/glashyttan/", "/no/"]
)
def test_nothing_but_the_shop_is_at_its_domain(shop: Store, path: str) -> None:
    page = at(HOST, path)
    assert page.status_code == 404


def test_one_can_buy_at_the_domain(shop: Store) -> None:
    client = Client(headers={"accept-language": "en", "host": HOST})
    sent = {"how": "add", "sku": "VAS", "quantity": 1}
    answer = client.post("/cart/", sent, headers={"origin": f"http://{HOST}"})
    assert answer["Location"] == "/cart/"
    assert "Vas" in seen(client.get("/cart/"))
    assert client.get("/checkout/").status_code == 200


@pytest.mark.parametrize(
    "host", ["other.example", "butik.example.evil.example", "", "a b", "10.0.0.1"]
)
def test_any_other_host_is_refused(shop: Store, host: str) -> None:
    assert at(host).status_code == 400


def test_another_stores_domain_is_another_shop(shop: Store) -> None:
    other = make_store(name="Andra")
    Shopfront.objects.create(store=other, domain="andra.example")
    assert "Andra" in seen(at("andra.example"))
    assert at("andra.example", "/products/VAS/").status_code == 404


def test_until_it_leads_the_old_address_is_the_one(shop: Store) -> None:
    page = Shopper(shop).get()
    assert page.status_code == 200
    assert 'rel="canonical" href="http://127.0.0.1:8000/s/glashyttan/?lang=en"' in text(at(HOST))


def test_when_it_leads_every_address_is_at_the_domain(leading: Store) -> None:
    page = text(at(HOST, "/products/VAS/"))
    assert f'rel="canonical" href="http://{HOST}:8000/products/VAS/?lang=en"' in page
    assert f"http://{HOST}:8000/sitemaps/pages.xml" in text(at(HOST, "/sitemap.xml"))
    assert f"http://{HOST}:8000/products/VAS/" in text(at(HOST, "/sitemaps/1.xml"))
    assert f"Sitemap: http://{HOST}:8000/sitemap.xml" in text(at(HOST, "/robots.txt"))


@pytest.mark.parametrize("path", ["", "products/VAS/", "?sort=price", "cart/"])
def test_when_it_leads_the_old_address_leads_there(leading: Store, path: str) -> None:
    answer = Shopper(leading).get(path)
    assert answer.status_code == 301
    assert answer["Location"] == f"http://{HOST}:8000/{path}"
    assert "max-age=3600" in answer["Cache-Control"]


def test_what_is_sent_to_the_old_address_still_arrives(leading: Store) -> None:
    assert Shopper(leading).put("VAS").status_code == 302


@pytest.mark.parametrize("path", ["theme.css", "art/VAS.svg"])
def test_files_stay_where_the_back_office_may_show_them(leading: Store, path: str) -> None:
    assert Shopper(leading).get(path).status_code == 200


def test_a_shop_on_the_platform_costs_no_question_about_hosts(
    store: Store, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Client().get(f"/s/{store.slug}/theme.css")
