"""One run: stores, years, the last orders, proof."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from benchmarks.chaos.progress import open_work
from benchmarks.chaos.quiet import click_retry_on_all
from benchmarks.chaos.shops import Shop, choose_accounts, connect_shop
from benchmarks.chaos.simulator import Simulator
from benchmarks.deliveries import deliveries
from benchmarks.years import proof
from benchmarks.years.result import Result, own_seconds
from benchmarks.years.sending import Sender
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.subscriptions.models import Subscription
from tamio.fortnox.sync import calling
from tamio.outbox.states import State
from tests.commerce.subscriptions.years.stores import customers_of, store_of
from tests.commerce.subscriptions.years.world import FIRST, World, each_day

#: Of one subscription: each four months or so.
_WISHES_A_DAY = 0.008
#: So many subscriptions has a customer, about.
_OF_ONE_CUSTOMER = 2.5
_HALF_A_YEAR = 182
#: Orders of a store that have not been begun; seconds.
_MOST_WAITING = 10
_LONGEST_WAIT, _GLANCE = 1.0, 0.05
_FAULTS = (
    {"kind": "status", "status": 500, "probability": 0.01},
    {"kind": "status", "status": 503, "probability": 0.01},
    {"kind": "status", "status": 429, "probability": 0.003},
    {"kind": "reset_after", "probability": 0.005},
    {"kind": "hang_after", "probability": 0.001},
    {"kind": "delay", "seconds": 0.5, "probability": 0.02},
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`stores` and `subscriptions` in all; `numbers` are the stores of this process.
    `patience`: seconds for the last orders, once the years are over.
    """

    stores: int
    numbers: range
    subscriptions: int
    days: int
    seed: int
    patience: float


def run(*, plan: Plan, folder: Path) -> Result:
    """Django is set up, and its database migrated and empty."""
    simulator = Simulator(
        folder=folder, companies=len(plan.numbers), fault_seed=plan.seed + plan.numbers.start,
        years=range(FIRST.year, now().year + 1),
    )  # fmt: skip
    sender = None
    try:
        _point_at(simulator)
        shops = [
            _shop(number, tenant)
            for number, tenant in zip(plan.numbers, simulator.tenants, strict=True)
        ]
        worlds = [
            _world(number, shop, plan) for number, shop in zip(plan.numbers, shops, strict=True)
        ]
        _fail_now_and_then(simulator)
        sender = Sender(folder=folder, environment=simulator.environment)
        _live(worlds, plan, simulator, sender)
        simulator.heal()
        wrong = _wait_for_the_last(sender, patience=plan.patience)
        sender.stop()
        return _proven(worlds, shops, simulator, sender, wrong)
    finally:
        if sender is not None:
            sender.stop()
        calling.close_connections()
        simulator.stop()


def _point_at(simulator: Simulator) -> None:
    """This process connects the stores; the sender has the same addresses by environment."""
    values = {name.lower(): value for name, value in simulator.environment.items()}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=values)


def _shop(number: int, tenant: int) -> Shop:
    store = store_of(number, name=f"Butik {number}", slug=f"butik-{number}")
    shop = Shop(store=store, tenant=tenant, has_service_account=number % 4 != 3, products=[])
    connect_shop(shop)
    choose_accounts(store, sends_from=FIRST)
    return shop


def _world(number: int, shop: Shop, plan: Plan) -> World:
    share, more = divmod(plan.subscriptions, plan.stores)
    subscriptions = share + (number < more)
    customers = customers_of(shop.store, max(8, round(subscriptions / _OF_ONE_CUSTOMER)))
    world = World(shop.store, seed=plan.seed * 1000 + number, customers=customers)
    world.plan(subscriptions, days=plan.days, wishes=_WISHES_A_DAY)
    return world


def _fail_now_and_then(simulator: Simulator) -> None:
    for fault in _FAULTS:
        simulator.fault(path="/3/", **fault)


def _live(worlds: list[World], plan: Plan, simulator: Simulator, sender: Sender) -> None:
    began = time.monotonic()
    for number, today in enumerate(each_day(plan.days)):
        for world in worlds:
            world.pass_day(today)
        if number == plan.days // 3:
            simulator.restart()
            _fail_now_and_then(simulator)
        if number == plan.days // 2:
            sender.kill()
        sender.keep_alive()
        _let_it_follow(len(worlds))
        if number % _HALF_A_YEAR == _HALF_A_YEAR - 1 or number == plan.days - 1:
            _say(plan, today, time.monotonic() - began)
    for world in worlds:
        world.end()


def _let_it_follow(stores: int) -> None:
    """Days pass faster than Fortnox allows requests, and who writes all the time lets nobody else
    write: now and then they wait. Not long: a lane may be resting.
    """
    until = time.monotonic() + _LONGEST_WAIT
    waiting = deliveries().filter(state=State.WAITING)
    while time.monotonic() < until and waiting.count() > _MOST_WAITING * stores:
        time.sleep(_GLANCE)


def _say(plan: Plan, today: date, seconds: float) -> None:
    began = Subscription.objects.count()
    living = Subscription.objects.filter(ended_at=None).count()
    sys.stdout.write(
        f"Stores {plan.numbers.start} to {plan.numbers.stop - 1}: {today}, after {seconds:.0f} s"
        f" and {own_seconds():.0f} of processor: {living} of {began} subscriptions go on,"
        f" {Invoice.objects.count()} invoices, {open_work()} on their way to Fortnox\n"
    )
    sys.stdout.flush()


def _wait_for_the_last(sender: Sender, *, patience: float) -> list[str]:
    """A person who sees that Fortnox is well again: what waits for its next try goes now."""
    click_retry_on_all()
    until, told = time.monotonic() + patience, time.monotonic()
    while left := open_work():
        if time.monotonic() > until:
            return [f"{left} have not arrived {patience:.0f} s after the last day"]
        if time.monotonic() - told > 60:
            sys.stdout.write(f"{left} to go\n")
            sys.stdout.flush()
            told = time.monotonic()
        sender.keep_alive()
        time.sleep(0.5)
    return []


def _proven(
    worlds: list[World], shops: list[Shop], simulator: Simulator, sender: Sender, wrong: list[str]
) -> Result:
    lived, began = own_seconds(), time.monotonic()
    counts, findings = proof.of_worlds(worlds)
    orders, of_fortnox = proof.of_fortnox(shops, simulator)
    counts["orders in Fortnox"] = orders
    counts["kills of Fortnox"], counts["kills of the sender"] = simulator.kills, sender.kills
    sys.stdout.write(f"compared in {time.monotonic() - began:.0f} s\n")
    return Result(
        counts=counts,
        wrong=[*wrong, *sender.deaths, *findings, *of_fortnox],
        years=lived,
        proof=own_seconds() - lived,
        sender=sender.seconds,
    )
