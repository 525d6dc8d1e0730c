"""Clocks that are moved, in a world where it stays the morning of 15 January 2026."""

from datetime import date, datetime

from tamio.commerce.sandbox.asking import ask, today_of
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.sandbox.moving import Mover, Stand, go_on
from tamio.commerce.stores.models import Store
from tests.commerce.subscriptions.making import BY, at, day

WORLD = at("2026-01-15", 10)


def world() -> datetime:
    return WORLD


def mover(owner: str = "mia") -> Mover:
    return Mover(owner=owner, clock=world)


def asked(store: Store, to: str) -> ClockMove:
    return ask(store=store, to=day(to), by=BY, now=WORLD)


def moved(store: Store, to: str) -> Stand:
    """All the way, but where cards are waited for."""
    stand = go_on(asked(store, to), mover())
    store.refresh_from_db()
    return stand


def today(store: Store) -> date:
    return today_of(Store.objects.get(pk=store.pk), now=WORLD)
