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
from tests.backoffice.conftest import browser_of
from tests.commerce.sandbox.making import WORLD, today, world
from tests.commerce.subscriptions.making import invoices_of, plan_of, subscribe
from tests.factories import make_member, make_store
from tests.storefront.shopping import seen, text

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


def asked(owner: Client, store: Store, **given: str) -> Any:
    return owner.post(page(store), given)


def test_a_year_passes_at_one_click_and_the_page_tells_of_its_months(
    owner: Client, store: Store
) -> None:
    subscription = subscribe(plan_of(store, "10.00", unit="year"), on="2026-01-15")
    assert asked(owner, store, by="year").status_code == 302
    assert "På väg till 15 jan. 2027" in seen(owner, page(store))
    while ClockMove.objects.filter(done_at=None).exists():
        move(world)
    shown = seen(owner, page(store))
    assert "Från 15 jan. 2026 till 15 jan. 2027" in shown
    assert "2027-01 1 förnyelse" in shown
    assert [f"{each.invoice_date}" for each in invoices_of(subscription)] == [
        "2026-01-15",
        "2027-01-15",
    ]


def test_a_moved_clock_is_said_on_every_page_and_in_the_shop(owner: Client, store: Store) -> None:
    shop = reverse("storefront:home", args=[store.slug])
    assert "klocka" not in seen(owner, reverse("backoffice:invoices", args=[store.slug]))
    asked(owner, store, by="day", to="2026-03-01")
    move(world)
    banner = "Butikens klocka visar 1 mars 2026 : dess tid är framflyttad."
    assert banner in seen(owner, reverse("backoffice:invoices", args=[store.slug]))
    assert "dess klocka visar 1 mars 2026" in seen(Client(), shop)


def test_what_is_sold_after_that_is_sold_on_the_store_s_day(owner: Client, store: Store) -> None:
    """As the pages take it: the days that the filter of invoices offers."""
    asked(owner, store, by="day", to="2026-03-01")
    move(world)
    response = owner.get(reverse("backoffice:dashboard", args=[store.slug]))
    assert response.status_code == 200
    assert today(store).isoformat() == "2026-03-01"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": "day", "to": ""}, "Välj en dag."),
        ({"by": "day", "to": "i morgon"}, "Skriv dagen som 2027-03-01."),
        ({"by": "day", "to": "2026-01-15"}, "Välj en dag efter 2026-01-15"),
    ],
)
def test_a_day_that_cannot_be_is_told(
    owner: Client, store: Store, given: dict[str, str], said: str
) -> None:
    response = asked(owner, store, **given)
    assert response.status_code == 422
    assert said in text(response)
    assert not ClockMove.objects.exists()


def test_a_real_store_is_told_why_and_offered_nothing(client: Client) -> None:
    real = make_store(name="Affären")
    owner = browser_of(make_member(store=real))
    assert "Affären är en riktig butik." in seen(owner, page(real))
    assert asked(owner, real, by="month").status_code == 422
    assert page(real) not in owner.get(reverse("backoffice:settings", args=[real.slug])).text
    assert not ClockMove.objects.exists()


def test_it_is_stopped_where_it_is(owner: Client, store: Store) -> None:
    asked(owner, store, by="month")
    assert owner.post(page(store, "clock_stopped")).status_code == 302
    assert "15 jan. 2026 (stoppad)" in seen(owner, page(store))


def test_who_may_only_look_is_offered_nothing(store: Store) -> None:
    reader = browser_of(make_member(store=store, role=Role.READER))
    assert "Flytta fram den till" not in seen(reader, page(store))
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
