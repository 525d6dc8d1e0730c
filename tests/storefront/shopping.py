"""What a shopper does, through the pages: a store, a browser, and the steps of a purchase."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store

#: What the test client answers: an HttpResponse with more to it, whose type only stubs know.
Answer = Any

HTMX = {"HX-Request": "true"}


def english() -> Client:
    """Reads English: the rules quote it."""
    return Client(headers={"accept-language": "en"})


@dataclass
class Shopper:
    """Someone in one store."""

    store: Store
    client: Client = field(default_factory=english)

    def url(self, path: str = "") -> str:
        return f"/s/{self.store.slug}/{path}"

    def get(self, path: str = "", **options: Any) -> Answer:
        return self.client.get(self.url(path), **options)

    def put(self, product: Product | str, quantity: object = 1, **sent: object) -> Answer:
        """Posts to the cart: adds, unless `how` says "set". `htmx` sends it as htmx does."""
        headers = HTMX if sent.pop("htmx", False) else None
        sku = product if isinstance(product, str) else product.lead.sku
        data = {"how": "add", "sku": sku, "quantity": quantity} | sent
        return self.client.post(self.url("cart/"), data, headers=headers)

    def checkout_form(self, **written: object) -> dict[str, str]:
        """What the checkout's page would send back, once it has shown what it costs who wrote
        that.
        """
        asked = {name: value for name, value in written.items() if value is not None}
        page = text(self.get("checkout/", data=asked))
        names = ["cart", "agreed_total", "agreed_vat"]
        told = ("agreed_plans", "agreed_packs")
        names += [name for name in told if f'name="{name}"' in page]
        return {name: _hidden(page, name) for name in names}

    def send(self, **written: object) -> Answer:
        """Fills in the checkout as a private person, but for what is `written`, and buys."""
        form = self.checkout_form(**written)
        return self.client.post(self.url("checkout/"), form | written_by(**written))

    def buy(self, **written: object) -> Invoice:
        """The invoice of a purchase that must succeed."""
        response = self.send(**written)
        assert response.status_code == 302, text(response)
        key = response["Location"].rstrip("/").rpartition("/")[2]
        return Invoice.objects.get(cart__key=key)


def written_by(**written: object) -> dict[str, object]:
    """A private person at the checkout; an argument that is None is not sent at all."""
    person: dict[str, object] = {
        "type": "private",
        "name": "Åsa Öberg",
        "email": "asa@example.com",
        "line1": "Lillgatan 2",
        "postal_code": "352 30",
        "city": "Växjö",
        "country": "SE",
    }
    return {name: value for name, value in (person | written).items() if value is not None}


COMPANY = {
    "type": "company",
    "name": "Glasbruket AB",
    "email": "inkop@glasbruket.example",
    "organisation_number": "202100-5489",
}
GERMAN_COMPANY = {
    "type": "company",
    "name": "Kontor GmbH",
    "country": "DE",
    "postal_code": "10115",
    "vat_number": "DE136695976",
}


def text(response: Answer) -> str:
    """The page as one line, with plain spaces."""
    return re.sub(r"\s+", " ", response.content.decode())


def seen(response: Answer) -> str:
    """What stands on the page: no tags, no attributes."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no hidden field {name}"
    return found[1]
