"""A few submissions in different states, and very many."""

from datetime import datetime

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW, buyer, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import connected as connected
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store

LIST = f"{FORTNOX}submissions/"
BULK = "/backoffice/glashyttan/lists/fortnox-submissions/bulk/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW."""
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def three(connected: Store) -> list[Invoice]:
    """One that is order 10234, one that was rejected, and one that waits."""
    made = [
        make_invoice(store=connected, buyer_details=buyer(name=name, email=f"{at}@example.com"))
        for at, name in enumerate(("Åsa Öberg", "Bo Ek", "Siv Ask"))
    ]
    rows.put(made[0], State.SUBMITTED)
    rows.link(made[0])
    rows.put(made[1], State.REJECTED)
    return made


def recorded(invoice: Invoice, at: datetime) -> Delivery:
    """As if it had been sold then."""
    Delivery.objects.filter(pk=rows.submission_of(invoice).pk).update(recorded_at=at)
    return rows.submission_of(invoice)
