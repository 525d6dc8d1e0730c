"""Sales, edits, credits, faults, deaths and clicks in any order: one order for every invoice.

Hypothesis plays histories against the real code on both sides, in one process and on one clock.
A history that breaks a rule is cut down to the few steps that matter, and printed as such.
HYPOTHESIS_PROFILE=thorough plays many more of them, and longer ones.
"""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.fortnox.sync.history.death import Process
from tests.fortnox.sync.history.goods import What, Who
from tests.fortnox.sync.history.hands import PlannedHands
from tests.fortnox.sync.history.quiet import until_quiet
from tests.fortnox.sync.history.truth import Truth
from tests.fortnox.sync.history.wire import Address, Late, Moment
from tests.fortnox.sync.history.worlds import NewWorld
from tests.tries import times

REQUESTS = {
    "new customer": ("POST", "/3/customers"),
    "changed customer": ("PUT", "/3/customers"),
    "new article": ("POST", "/3/articles"),
    "changed article": ("PUT", "/3/articles"),
    "new order": ("POST", "/3/orders"),
    "changed order": ("PUT", "/3/orders"),
    "any reading": ("GET", "/3/"),
    "sign-in": ("POST", "/oauth-v1/token"),
}
FAULTS: dict[str, dict[str, object]] = {
    "cut before": {"kind": "reset_before"},
    "cut after": {"kind": "reset_after"},
    "hang": {"kind": "hang"},
    "hang after": {"kind": "hang_after"},
    "garbage": {"kind": "garbage"},
    "maintenance": {"kind": "maintenance"},
    "500": {"kind": "status", "status": 500},
    "502": {"kind": "status", "status": 502},
    "503": {"kind": "status", "status": 503},
    "429": {"kind": "status", "status": 429, "seconds": 3},
}
who = st.sampled_from(Who)
what = st.sampled_from(What)
one_product = st.sampled_from([What.GOODS, What.SERVICE])
moments = st.sampled_from(Moment)
nth = st.integers(1, 8)
plans = st.lists(st.integers(0, 4), max_size=3)


class AnyHistory(RuleBasedStateMachine):
    def __init__(self, *, new_world: NewWorld) -> None:
        super().__init__()
        self.world = new_world()
        self.truth = Truth(self.world)

    @initialize(service_account=st.booleans())
    def connect_at_first(self, service_account: bool) -> None:
        self.world.uses_service_account = service_account
        self.world.connect()

    @rule(who=who, what=what)
    def sell(self, who: Who, what: What) -> None:
        self.truth.sold(self.world.sell(who, what))

    @rule(
        who=who,
        what=what,
        country=st.sampled_from(["SE", "DE", "NO"]),
        city=st.sampled_from(["Alvesta", "Berlin"]),
        name=st.sampled_from(["", "Åsa Lind"]),
    )
    def sell_to_someone_who_moved(
        self, who: Who, what: What, country: str, city: str, name: str
    ) -> None:
        self.world.move(who, country=country, city=city, name=name)
        self.sell(who, what)

    @rule(what=one_product, name=st.sampled_from(["Kanna", "Stor kanna"]))
    def rename(self, what: What, name: str) -> None:
        self.world.rename(what, name)
        self.truth.changed(what)

    @rule(request=st.sampled_from(sorted(REQUESTS)), fault=st.sampled_from(sorted(FAULTS)))
    def order_fault(self, request: str, fault: str) -> None:
        method, path = REQUESTS[request]
        self.world.order_fault(**FAULTS[fault], method=method, path=path, count=1)

    @rule(request=st.sampled_from(sorted(REQUESTS)), how=st.sampled_from(Late))
    def make_late(self, request: str, how: Late) -> None:
        self.world.wire.delay_next(REQUESTS[request], how)

    @rule(request=st.sampled_from(sorted(REQUESTS)), seconds=st.sampled_from([3, 14]))
    def answer_slowly(self, request: str, seconds: float) -> None:
        """A sign-in is waited for longer than anything else."""
        longer = 3 if request == "sign-in" else 1
        self.world.wire.answer_slowly(REQUESTS[request], seconds * longer)

    @rule()
    def let_arrive(self) -> None:
        self.world.wire.let_arrive()

    @rule(seconds=st.sampled_from([0, 3, 8]))
    def let_lists_lag(self, seconds: int) -> None:
        self.world.order_fault(kind="list_lag", seconds=seconds)

    @rule()
    def expire_tokens(self) -> None:
        self.world.expire_tokens()

    @rule()
    def revoke_consent(self) -> None:
        self.world.revoke_consent()

    @rule()
    def reconnect(self) -> None:
        self.world.connect()

    @rule()
    def disconnect(self) -> None:
        self.world.disconnect()

    @rule(verb=st.sampled_from(["submit", "retry", "skip"]), back=st.integers(1, 4))
    def click(self, verb: str, back: int) -> None:
        """On the invoice `back` from the last."""
        if back <= len(self.truth.invoices):
            self.world.click(verb, self.truth.invoices[-back])

    @rule(back=st.integers(1, 4), everything=st.booleans())
    def credit(self, back: int, everything: bool) -> None:
        """The invoice `back` from the last."""
        if back <= len(self.truth.invoices):
            self.world.credit(self.truth.invoices[-back], everything=everything)

    @rule(seconds=st.sampled_from([1, 5, 11, 26, 40, 301, 1000, 3700]))
    def wait(self, seconds: int) -> None:
        self.world.time.sleep(seconds)

    @rule(hands=plans)
    def work(self, hands: list[int]) -> None:
        self.world.work(hands=PlannedHands(hands))

    @rule(nth=nth, moment=moments, hands=plans)
    def work_and_die_at_request(self, nth: int, moment: Moment, hands: list[int]) -> None:
        def die(process: Process, at: Moment, address: Address) -> None:
            if at is moment and next(passed) == nth:
                process.die()

        passed = count(1)
        self.world.work(hands=PlannedHands(hands), at=die)

    @rule(nth=st.integers(1, 70), hands=plans)
    def work_and_die_at_write(self, nth: int, hands: list[int]) -> None:
        self.world.work(process=Process(dies_at_write=nth), hands=PlannedHands(hands))

    @rule(nth=st.integers(1, 70))
    def work_on_a_busy_database(self, nth: int) -> None:
        self.world.work(process=Process(fails_at_write=nth))

    @rule(
        nth=nth,
        moment=moments,
        hands=plans,
        meanwhile=st.sampled_from(
            ["reconnect", "disconnect", "revoke_consent", "expire_tokens", "let_arrive", "overtake"]
        ),
    )
    def work_while(self, nth: int, moment: Moment, hands: list[int], meanwhile: str) -> None:
        self._work_while(nth, moment, hands, getattr(self, meanwhile))

    @rule(nth=nth, moment=moments, hands=plans, what=one_product, who=who)
    def work_while_sold(
        self, nth: int, moment: Moment, hands: list[int], what: What, who: Who
    ) -> None:
        self._work_while(nth, moment, hands, partial(self._sell_anew, who, what))

    @rule(nth=nth, moment=moments, hands=plans, everything=st.booleans())
    def work_while_credited(
        self, nth: int, moment: Moment, hands: list[int], everything: bool
    ) -> None:
        self._work_while(nth, moment, hands, partial(self.credit, 1, everything))

    @rule(nth=nth, moment=moments, verb=st.sampled_from(["submit", "skip"]))
    def work_while_clicked(self, nth: int, moment: Moment, verb: str) -> None:
        self._work_while(nth, moment, [], partial(self.click, verb, 1))

    def overtake(self) -> None:
        """The lease has run out unnoticed, and another worker does all there is to do."""
        self.world.let_the_lease_end()
        self.world.work()

    @invariant()
    def no_invoice_is_two_orders(self) -> None:
        self.truth.no_invoice_is_two_orders()

    def teardown(self) -> None:
        self.quiet()

    @rule()
    def quiet(self) -> None:
        """All is well again on both sides, and time passes until nothing is due any more."""
        until_quiet(self.world)
        self.truth.holds()

    def _sell_anew(self, who: Who, what: What) -> None:
        self.rename(what, f"Kanna {len(self.truth.invoices)}")
        self.sell_to_someone_who_moved(who, what, "NO", "Oslo", "")

    def _work_while(
        self, nth: int, moment: Moment, hands: list[int], happens: Callable[[], Any]
    ) -> None:
        def happen(process: Process, at: Moment, address: Address) -> None:
            if at is moment and next(passed) == nth:
                with process.stands_aside():
                    happens()

        passed = count(1)
        self.world.work(hands=PlannedHands(hands), at=happen)


@pytest.mark.hypothesis
@pytest.mark.django_db(transaction=True)
def test_any_history_ends_with_one_order_for_every_invoice(new_world: NewWorld) -> None:
    class InANewWorld(AnyHistory):
        def __init__(self) -> None:
            super().__init__(new_world=new_world)

    run_state_machine_as_test(
        InANewWorld,
        settings=settings(
            max_examples=times(0.125), stateful_step_count=12 + settings().max_examples // 50
        ),
    )
