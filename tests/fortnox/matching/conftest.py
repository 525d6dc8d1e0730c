"""A company with customer cards of its own, and a store that is connected to it afterwards."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, CustomerRegister
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT, MovableClock
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as connected
from tests.fortnox.sync.conftest import sim as sim

#: As the accountant wrote it, long before there was a shop.
GLASBRUKET = {
    "CustomerNumber": "77",
    "Name": "Glasbruket i Boda AB",
    "OrganisationNumber": "2021005489",
    "Email": "ekonomi@glasbruket.example",
    "EmailInvoice": "faktura@glasbruket.example",
    "Address1": "Box 44",
    "ZipCode": "36221",
    "City": "TINGSRYD",
    "CountryCode": "SE",
    "Type": "COMPANY",
    "VATType": "SEVAT",
    "TermsOfPayment": "30",
    "Comments": "Ring Eva",
}
ASA = {
    "CustomerNumber": "78",
    "Name": "Åsa  öberg",
    "Email": "ASA@example.com",
    "City": "Kalmar",
    "Type": "PRIVATE",
    "VATType": "SEVAT",
}


class Fortnox:
    """What the accountant does, by hand."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim

    def make(self, card: dict[str, Any], **fields: Any) -> str:
        answer = self._call("POST", "/customers", card | fields)
        return str(answer["CustomerNumber"])

    def change(self, number: str, **fields: Any) -> None:
        self._call("PUT", f"/customers/{number}", fields)

    def delete(self, number: str) -> None:
        self._send("DELETE", f"/customers/{number}")

    def card(self, number: str) -> dict[str, Any]:
        return self._call("GET", f"/customers/{number}")

    def numbers(self) -> list[str]:
        found = self._send("GET", "/customers?limit=500").json()["Customers"]
        return [each["CustomerNumber"] for each in found]

    def _call(self, method: str, path: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self._send(method, path, fields)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()["Customer"]
        return found

    def _send(
        self, method: str, path: str, fields: dict[str, Any] | None = None
    ) -> httpx2.Response:
        return httpx2.request(
            method,
            f"{self._sim.api_url}{path}",
            headers={"Authorization": f"Bearer {self._sim.access_token(TENANT)}"},
            json={"Customer": fields} if fields else None,
        )


@pytest.fixture
def fortnox(sim: Simulator) -> Fortnox:
    return Fortnox(sim)


def register_of(connection: Connection) -> CustomerRegister:
    return CustomerRegister.objects.get(connection=connection)


Sell = Callable[..., Invoice]


def sell(store: Store, clock: MovableClock, who: BuyerDetails) -> Invoice:
    """Sold, and handed to the worker once."""
    goods = store.products.first() or make_product(store=store)
    invoice = make_invoice(
        store=store, contents={goods: 1}, buyer_details=who.checked(), now=clock()
    )
    drain_due(clock=clock)
    return invoice
