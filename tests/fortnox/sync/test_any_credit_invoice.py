"""Whatever was sold, and credited in whatever parts: the credit invoice is equal to the öre."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tests.commerce.test_credit import some_parts
from tests.fortnox.preview.test_what_is_shown_is_sent import OF_REAL_EXCHANGES, SALES, sold
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.credit_invoices import credit_of, invoiced, sums, sums_of
from tests.fortnox.sync.sales import submission
from tests.fortnox.sync.test_credits import BY, delivery_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def store(connected: Connect) -> Store:
    return connected(credit_invoices=True).store


@settings(OF_REAL_EXCHANGES, max_examples=8)
@given(found=SALES, data=st.data())
def test_credit_invoices_of_any_sale_are_equal_to_the_ore(
    sim: Simulator, store: Store, clock: MovableClock, found: Any, data: st.DataObject
) -> None:
    invoice = sold(store, found, clock)
    drain_due(clock=clock)
    assume(submission(invoice).state == "submitted")
    number = invoiced(sim, invoice)
    notes = []
    for _ in range(2):
        parts = data.draw(some_parts(invoice))
        if not parts:
            continue
        notes.append(credit(invoice=invoice, parts=parts, reason="Retur", by=BY, now=clock()))
        drain_due(clock=clock)
        clock.move(minutes=1)
        problem = delivery_of(notes[-1]).problem
        assert delivery_of(notes[-1]).state == "submitted", problem
        assert sums(credit_of(sim, number)) == sums_of(*notes)
