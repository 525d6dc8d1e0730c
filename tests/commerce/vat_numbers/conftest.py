"""A register to ask, and a German business that buys without VAT."""

from collections.abc import Iterator
from typing import Any

import pytest

from tamio.commerce.customers.details import BuyerDetails
from tests.commerce.vat_numbers.server import Register, running
from tests.factories import company_buyer

GERMAN = "DE136695976"


@pytest.fixture
def register(settings: Any) -> Iterator[Register]:
    with running() as started:
        settings.VIES_URL = started.url
        yield started


@pytest.fixture
def switched_on(settings: Any) -> None:
    """For what only puts questions; nobody is there to answer them."""
    settings.VIES_URL = "http://127.0.0.1:9/rest-api"


def german(**fields: Any) -> BuyerDetails:
    given = {
        "country": "DE",
        "postal_code": "10115",
        "city": "Berlin",
        "organisation_number": "",
        "vat_number": GERMAN,
    }
    return company_buyer(**given | fields)
