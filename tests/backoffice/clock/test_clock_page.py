"""The clock's page: what it offers to whom, and what every page says once it was moved."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tamio.commerce.people.roles import Role
from tamio.commerce.sandbox.chore import move
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tests.backoffice.conftest import browser_of
from tests.commerce.sandbox.making import WORLD, world
from tests.commerce.subscriptions.making import invoices_of, plan_of, subscribe
from tests.factories import make_member, make_product, make_store
from tests.storefront.shopping import Shopper, seen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", WORLD.isoformat())


@pytest.fixture
def store() -> Store:
    return make_store(is_sandbox=True)


@pytest.fixture
def owner(store: Store) -> Client:
    return browser_of(make_member(store=store))


def page(store: Store, name: str = "clock") -> str:
    return reverse(f"backoffice:{name}", args=[store.slug])


def arrived(store: Store) -> None:
    while ClockMove.objects.filter(store=store, done_at=None).exists():
        move(world)


def read(browser: Client, address: str) -> str:
    return seen(browser.get(address))


def asked(owner: Client, store: Store, **given: str) -> Any:
    return owner.post(page(store), given)


def test_a_month_passes_at_one_click_and_the_page_tells_what_it_brought(
    owner: Client, store: Store
) -> None:
    subscription = subscribe(plan_of(store), on="2026-01-15")
    assert asked(owner, store, by="month").status_code == 302
    assert "On its way to Feb 15, 2026" in read(owner, page(store))
    arrived(store)
    shown = read(owner, page(store))
    assert "From Jan 15, 2026 to Feb 15, 2026" in shown
    assert "2026-02 1 renewal" in shown
    days = [f"{each.invoice_date}" for each in invoices_of(subscription)]
    assert days == ["2026-01-15", "2026-02-15"]


def test_the_next_twelve_months_end_a_year_from_today(owner: Client, store: Store) -> None:
    asked(owner, store, by="year")
    assert "On its way to Jan 15, 2027" in read(owner, page(store))


def test_who_watches_sees_the_whole_page_anew_once_it_is_there(owner: Client, store: Store) -> None:
    asked(owner, store, by="month")
    watching = owner.get(page(store), headers={"HX-Request": "true"})
    assert "On its way" in seen(watching)
    arrived(store)
    there = owner.get(page(store), headers={"HX-Request": "true"})
    assert there["HX-Refresh"] == "true"


def test_a_moved_clock_is_said_on_every_page_and_in_the_shop(owner: Client, store: Store) -> None:
    shop = reverse("storefront:home", args=[store.slug])
    invoices = reverse("backoffice:invoices", args=[store.slug])
    assert "This store’s clock" not in read(owner, invoices)
    asked(owner, store, by="day", to="2026-03-01")
    arrived(store)
    banner = "This store’s clock says Mar 1, 2026 : its time has been moved."
    assert banner in read(owner, invoices)
    assert "its clock says Mar 1, 2026" in read(Shopper(store).client, shop)


def test_what_is_sold_after_that_is_sold_on_the_store_s_day(owner: Client, store: Store) -> None:
    asked(owner, store, by="day", to="2026-03-01")
    arrived(store)
    shopper = Shopper(store)
    product = make_product(store=store)
    shopper.put(product)
    invoice = shopper.buy()
    assert f"{invoice.invoice_date}" == "2026-03-01"
    assert f"{invoice.payments.get().due_date}" == "2026-03-31"
    assert Delivery.objects.filter(subject_id=invoice.pk).latest("pk").recorded_at == WORLD


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": "day", "to": ""}, "Choose a day."),
        ({"by": "day", "to": "i morgon"}, "Write the day as 2027-03-01."),
        ({"by": "day", "to": "2026-01-15"}, "Choose a day after 2026-01-15"),
    ],
)
def test_a_day_that_cannot_be_is_told(
    owner: Client, store: Store, given: dict[str, str], said: str
) -> None:
    response = asked(owner, store, **given)
    assert response.status_code == 422
    assert said in seen(response)
    assert not ClockMove.objects.exists()


def test_a_real_store_is_told_why_and_offered_nothing(client: Client) -> None:
    real = make_store(name="Affären")
    owner = browser_of(make_member(store=real))
    assert "Affären is a real store." in read(owner, page(real))
    assert asked(owner, real, by="month").status_code == 422
    assert page(real) not in owner.get(reverse("backoffice:settings", args=[real.slug])).text
    assert not ClockMove.objects.exists()


def test_it_is_stopped_where_it_is(owner: Client, store: Store) -> None:
    asked(owner, store, by="month")
    assert owner.post(page(store, "clock_stopped")).status_code == 302
    assert "Jan 15, 2026 (stopped)" in read(owner, page(store))


def test_who_may_only_look_is_offered_nothing(store: Store) -> None:
    reader = browser_of(make_member(store=store, role=Role.VIEWER))
    assert "To that day" not in read(reader, page(store))
    assert asked(reader, store, by="month").status_code == 403


def test_the_page_asks_no_more_with_more_moves(owner: Client, store: Store) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            owner.get(page(store))
        return len(asked_for)

    def moved_before(count: int) -> None:
        for number in range(count):
            ClockMove.objects.create(
                store=store, from_date="2026-01-01", to_date="2026-01-02", by=f"{number}",
                asked_at=WORLD, done_at=WORLD,
            )  # fmt: skip

    moved_before(1)
    few = queries()
    moved_before(15)
    assert queries() == few
