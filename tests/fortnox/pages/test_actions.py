"""There is one thing to do about a submission, or nothing."""

import pytest

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.actions import Action, action_for
from tamio.fortnox.pages.panel import looks_again_after
from tamio.fortnox.sync import wording
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.problem import Problem
from tamio.outbox.states import State
from tests.fortnox.pages.rows import problem

STORE = Store(slug="glashyttan")


def delivery_in(state: State, *, closed: str = "", why: Problem | None = None) -> Delivery:
    told = (why or problem()).as_json(answer=state)
    return Delivery(state=state, lane=Lane(closed_reason=closed), problem=told)


def label_of(action: Action | None) -> str:
    return str(action.label) if action else ""


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.WAITING, ""),
        (State.SENDING, ""),
        (State.SUBMITTED, ""),
        (State.LATER, "Retry"),
        (State.SETTINGS, "Retry"),
        (State.REJECTED, "Retry"),
        (State.BUG, "Retry"),
        (State.DIFFERS, "Compare again"),
        (State.HELD, "Submit to Fortnox"),
        (State.SKIPPED, "Submit to Fortnox"),
    ],
)
def test_each_state_has_its_own(state: State, label: str) -> None:
    assert label_of(action_for(store=STORE, delivery=delivery_in(state))) == label


def test_what_was_never_recorded_can_be_submitted() -> None:
    assert label_of(action_for(store=STORE, delivery=None)) == "Submit to Fortnox"


def test_missing_accounts_lead_to_the_settings() -> None:
    stopped = delivery_in(State.SETTINGS, why=wording.accounts_missing())
    action = action_for(store=STORE, delivery=stopped)
    assert action is not None
    assert action.href == "/backoffice/glashyttan/integrations/fortnox/#settings"


@pytest.mark.parametrize("state", [State.WAITING, State.LATER, State.SENDING, State.RECONNECT])
@pytest.mark.parametrize(
    ("reason", "label"), [("reconnect", "Reconnect"), ("not-connected", "Connect Fortnox")]
)
def test_a_closed_lane_leads_to_where_it_is_opened(state: State, reason: str, label: str) -> None:
    action = action_for(store=STORE, delivery=delivery_in(state, closed=reason))
    assert label_of(action) == label
    assert action is not None
    assert action.href == "/backoffice/glashyttan/integrations/fortnox/"


@pytest.mark.parametrize("state", list(State))
def test_a_page_looks_again_only_while_something_goes_on_by_itself(state: State) -> None:
    moving = state in {State.WAITING, State.LATER, State.SENDING}
    assert bool(looks_again_after(delivery_in(state))) is moving
    assert looks_again_after(delivery_in(state, closed="reconnect")) == 0
