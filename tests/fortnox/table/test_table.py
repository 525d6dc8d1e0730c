"""Seventy sales: what Fortnox holds of each is what the facts say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.invoices.credit import CreditPart, credit
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.accounts.choosing import choose_cells
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as connected
from tests.fortnox.sync.conftest import sim as sim
from tests.fortnox.table.cases import Case, cases
from tests.fortnox.table.selling import CELLS, rows_of, sale_of

CASES = cases()


def test_the_table_has_at_least_sixty_sales_with_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.integration
@pytest.mark.django_db
def test_every_sale_stands_in_fortnox_as_the_facts_say(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    # Added by the accountant of a shop that sells under OSS.
    sim.state.companies[TENANT].settings["vat_rates"] += [7, 19, 20, 25.5]
    store = connected().store
    settings = Settings.objects.select_related("store").get(store=store)
    choose_cells(settings=settings, chosen=CELLS, now=clock(), by="owner@example.com")

    seen = {case.name: _in_fortnox(case, store, sim, clock) for case in CASES}

    expected = {case.name: _expected(case) for case in CASES}
    assert {name: seen[name] for name in seen if seen[name] != expected[name]} == {}


def _in_fortnox(case: Case, store: Store, sim: Simulator, clock: MovableClock) -> dict[str, Any]:
    store.oss_from_date = date(2026, 1, 1) if case.oss else None
    store.save()
    invoice, _ = register_sale(store=store, sale=sale_of(case), now=clock())
    drain_due(clock=clock)
    # As Fortnox had it when the order was made: a later sale to the same buyer may change it.
    card = _card_of(sim)
    if case.credited:
        _credit(case, invoice, clock)
        drain_due(clock=clock)
    stuck = Delivery.objects.filter(store=store, recorded_at__gte=invoice.issued_at)
    order = sim.orders(TENANT)[-1]
    return {
        "rows": rows_of(order),
        "total": f"{Decimal(str(order['Total'])):.2f}",
        "vat": f"{Decimal(str(order['TotalVAT'])):.2f}",
        "card": card,
        "currency": order["Currency"],
        "not submitted": [
            (delivery.state, delivery.problem) for delivery in stuck.exclude(state="submitted")
        ],
    }


def _credit(case: Case, invoice: Invoice, clock: MovableClock) -> None:
    parts = [
        CreditPart(position=int(position), quantity=Decimal(units))
        for position, units in case.credited.items()
    ]
    credit(invoice=invoice, parts=parts, reason="Retur", by="anna@example.com", now=clock())


def _card_of(sim: Simulator) -> str:
    number = sim.orders(TENANT)[-1]["CustomerNumber"]
    card = sim.state.companies[TENANT].shelves["customers"].get(number)
    assert card is not None
    return str(card["VATType"])


def _expected(case: Case) -> dict[str, Any]:
    return {
        "rows": list(case.rows),
        "total": case.total,
        "vat": case.vat,
        "card": case.card,
        "currency": case.currency,
        "not submitted": [],
    }
