"""A store's caller, and a sale to send."""

from copy import deepcopy
from typing import Any

from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token
from tests.factories import NOW

SALE: dict[str, Any] = {
    "external_reference": "ORDER-1",
    "currency": "SEK",
    "prices_include_vat": True,
    "customer": {
        "type": "private",
        "name": "Åsa Öberg",
        "email": "asa@example.com",
        "address": {
            "line1": "Lillgatan 2",
            "postal_code": "35230",
            "city": "Växjö",
            "country": "SE",
        },
    },
    "lines": [
        {
            "sku": "KAFFE-500",
            "description": "Bryggkaffe",
            "type": "physical",
            "quantity": "2",
            "unit": "st",
            "unit_price": "99.00",
            "vat_rate": "25",
        }
    ],
}


def sale(path: str = "", value: Any = None) -> dict[str, Any]:
    """SALE, with what stands at the dotted `path` replaced by `value` (None takes it out)."""
    document = deepcopy(SALE)
    if not path:
        return document
    place: Any = document
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return document


class Caller:
    """Calls the API with a token of `store`."""

    def __init__(self, store: Store) -> None:
        self.token, plain = issue_token(store=store, name="tests", now=NOW)
        self._headers = {"Authorization": f"Bearer {plain}"}
        self._client = Client(raise_request_exception=False)

    def post(self, document: Any, *, to: str = "/invoices", **headers: str) -> Any:
        return self._client.post(
            f"/api/v1{to}",
            data=document,
            content_type="application/json",
            headers=self._headers | headers,
        )

    def send(
        self, body: str | bytes, *, content_type: str = "application/json", **headers: str
    ) -> Any:
        """A body as it is."""
        sent = self._headers | {"Content-Type": content_type} | headers
        return self._client.generic("POST", "/api/v1/invoices", data=body, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self._client.get(f"/api/v1{path}", headers=self._headers | headers)
