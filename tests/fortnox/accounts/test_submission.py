"""What a submission does with the choices, seen at the far side over HTTP."""

from decimal import Decimal

import pytest
from django.test import Client

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.accounts.choosing import choose_cells, choose_for_product
from tamio.outbox.drain import drain_due
from tamio.outbox.states import State
from tests.commerce.sales import sale, sale_line
from tests.factories import buyer, make_invoice, make_member, make_product
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser_of
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as connected
from tests.fortnox.sync.conftest import sim as sim
from tests.fortnox.sync.sales import basket, calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def choose(store: Store, clock: MovableClock, **cells: int | None) -> Settings:
    settings = Settings.objects.select_related("store").get(store=store)
    chosen = {key.replace("__", "-"): number for key, number in cells.items()}
    choose_cells(settings=settings, chosen=chosen, now=clock(), by="owner@example.com")
    return settings


def test_the_order_has_the_accounts_of_the_matrix_and_of_the_product(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    own = make_product(store=store, sku="EGET")
    settings = choose(store, clock, goods__domestic__25=3051, services__domestic__6=3043)
    choose_for_product(
        settings=settings, product=own, number=3590, on_date=store.date_of(clock()), now=clock(),
        by="owner@example.com",
    )  # fmt: skip
    make_invoice(store=store, contents={**basket(store), own: 1}, now=clock())
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    assert [row["AccountNumber"] for row in order["OrderRows"]] == [3051, 3043, 3590]


def test_an_account_that_is_gone_from_the_chart_asks_before_anything_is_written(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    store = connection.store
    choose(store, clock, goods__export=3105)
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3105})
    connect.refresh_chart(connection=connection, clock=clock)
    abroad = buyer(name="Kari", email="kari@example.com", country="NO", postal_code="0150")
    contents = {make_product(store=store): 1}
    exported = make_invoice(store=store, contents=contents, buyer_details=abroad, now=clock())
    at_home = make_invoice(store=store, contents=contents, now=clock())
    before = mark(sim)
    drain_due(clock=clock)
    delivery = submission(exported)
    problem = delivery.problem or {}
    assert (delivery.state, problem["field"]) == ("settings", "goods-export")
    said = "Goods – Outside the EU: account 3105 is inactive in Fortnox."
    assert problem["message"]["en"] == said
    assert submission(at_home).state == "submitted"
    assert [path for _method, path in calls(sim, before)].count("/3/customers") == 1
    choose(store, clock, goods__export=3055)
    drain_due(clock=clock)
    assert submission(exported).state == "submitted"


def test_reading_the_chart_again_releases_what_the_accountant_has_mended(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    choose(store, clock, goods__domestic__25=3051)
    store.chart_accounts.filter(number=3051).update(active=False)
    invoice = make_invoice(store=store, contents=basket(store), now=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "settings"
    owner: Client = browser_of(make_member(store=store))
    address = f"/backoffice/{store.slug}/integrations/fortnox/"
    answer = owner.post(f"{address}chart/", {"next": "accounts"})
    assert answer["Location"] == f"{address}accounts/"
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_an_order_that_is_there_already_needs_no_account(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    invoice = make_invoice(store=store, contents=basket(store), now=clock())
    drain_due(clock=clock)
    store.chart_accounts.filter(number__in=[3001, 3041]).update(active=False)
    rows.put(invoice, State.WAITING, at=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert len(sim.orders(TENANT)) == 1


def test_a_chart_that_lacks_a_chosen_account_leads_to_the_page_that_says_so(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    choose(store, clock, goods__export=3105)
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3105})
    owner: Client = browser_of(make_member(store=store))
    address = f"/backoffice/{store.slug}/integrations/fortnox/"
    page = owner.post(f"{address}chart/", follow=True)
    assert page.redirect_chain[-1][0] == f"{address}accounts/"
    assert "Goods – Outside the EU: Account 3105 is inactive" in page.content.decode()


def test_what_comes_with_a_sale_is_booked_on_accounts_of_its_own(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    choose(store, clock, shipping__domestic__25=3520, fee__domestic__25=3540)
    choose(store, clock, discount__domestic__25=3730)
    charges = Charges(
        shipping=Charge(description="Frakt", amount=Decimal(49)),
        fees=[Charge(description="Fakturaavgift", amount=Decimal(29))],
        discounts=[Charge(description="Kampanj", amount=Decimal(25))],
        rounding=Decimal("0.40"),
    )
    line = sale_line(quantity=Decimal(1), unit_price=Decimal("658.60"))
    invoice, _new = register_sale(store=store, sale=sale(line, charges=charges), now=clock())
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    booked = {row["Description"]: row["AccountNumber"] for row in order["OrderRows"]}
    rounding = booked.pop(str(invoice.lines.get(kind="rounding").description))
    assert (booked["Frakt"], booked["Fakturaavgift"], booked["Kampanj"]) == (3520, 3540, 3730)
    assert rounding == 3740
    assert submission(invoice).state == "submitted"
