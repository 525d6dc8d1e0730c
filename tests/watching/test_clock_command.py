"""`tamio clock`: what it says, and what it does to a store to try things in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tamio.commerce.sandbox.asking import ask
from tamio.commerce.stores.models import Store
from tests.commerce.sandbox.making import WORLD, today
from tests.commerce.subscriptions.making import BY, day, plan_of, subscribe
from tests.factories import make_invoice, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TAMIO_CLOCK", WORLD.isoformat())
    return make_store(name="Butiken", is_sandbox=True)


def said_by(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("clock", *arguments, stdout=said)
    return said.getvalue().splitlines()


def test_it_moves_the_clock_and_tells_of_each_month(store: Store) -> None:
    subscribe(plan_of(store), on="2026-01-15")
    assert said_by(store.slug, "--to", "2026-03-15") == [
        "2026-01-15  0 renewals",
        "2026-02-01  0 renewals",
        "2026-03-01  1 renewals",
        "2 renewals since 2026-01-15",
        "Butiken: 2026-03-15, a store to try things in",
    ]
    assert said_by(store.slug, "--months", "1")[-1].startswith("Butiken: 2026-04-15")


def test_what_was_asked_for_is_gone_on_with_or_stopped(store: Store) -> None:
    ask(store=store, to=day("2026-02-01"), by=BY, now=WORLD)
    assert said_by(store.slug) == [
        "Butiken: 2026-01-15, a store to try things in, on its way to 2026-02-01"
    ]
    assert said_by(store.slug, "--go-on")[-1] == "Butiken: 2026-02-01, a store to try things in"
    ask(store=store, to=day("2026-03-01"), by=BY, now=WORLD)
    assert said_by(store.slug, "--stop") == ["Butiken: 2026-02-01, a store to try things in"]


def test_a_real_store_is_refused_and_stays_real_once_it_has_sold(store: Store) -> None:
    real = make_store(name="Affären")
    with pytest.raises(CommandError, match="Affären is a real store"):
        said_by(real.slug, "--to", "2026-03-01")
    assert said_by(real.slug) == ["Affären: 2026-01-15, a real store: its clock is the world's"]
    make_invoice(store=real)
    with pytest.raises(CommandError, match="has sold already"):
        said_by(real.slug, "--sandbox")


def test_a_new_store_becomes_one_to_try_things_in(store: Store) -> None:
    new = make_store(name="Nya")
    assert said_by(new.slug, "--sandbox") == ["Nya: 2026-01-15, a store to try things in"]
    said_by(new.slug, "--months", "2")
    assert today(new) == day("2026-03-15")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "2026-01-15"], "only goes forward"),
        (["--months", "0"], "--months: write a number from 1 to 24"),
    ],
)
def test_what_cannot_be_is_said(store: Store, words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        said_by(store.slug, *words)


def test_a_store_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(CommandError, match="there is no store at 'ingen'"):
        said_by("ingen")
