"""The one thing to do about a submission, if there is one."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.sync.accounts.decider import Main
from tamio.look.chips import Text
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, State

SUBMIT = _("Submit to Fortnox")
RETRY = _("Retry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button that posts to the submission, or with `href` a link to where the cause is.

    `primary`: it does not go on without it.
    """

    label: Text
    symbol: str
    href: str = ""
    primary: bool = True


def action_for(*, store: Store, delivery: Delivery | None) -> Action | None:
    """None while it goes by itself, and when it has arrived. Reads `delivery.lane`."""
    if delivery is None:
        return Action(label=SUBMIT, symbol="send")
    state = State(delivery.state)
    if state in DUE | {State.RECONNECT} and not delivery.lane.is_open:
        return _mend_connection(store, delivery)
    if state == State.SETTINGS and delivery.problem and delivery.problem["code"] == "accounts":
        return _choose_accounts(store, field=delivery.problem["field"])
    if state == State.DIFFERS:
        return Action(label=_("Compare again"), symbol="refresh")
    if state in {State.HELD, State.SKIPPED}:
        return Action(label=SUBMIT, symbol="send")
    if delivery.can_retry:
        return Action(label=RETRY, symbol="refresh", primary=state != State.LATER)
    return None


def _choose_accounts(store: Store, *, field: str) -> Action:
    """The main ones stand among the settings, all others on the page of the accounts."""
    settings = f"{page('overview', store=store)}#settings"
    href = settings if field in set(Main) else page("accounts", store=store)
    return Action(label=_("Choose accounts"), symbol="sliders", href=href)


def _mend_connection(store: Store, delivery: Delivery) -> Action:
    new = delivery.lane.closed_reason == "not-connected"
    label = _("Connect Fortnox") if new else _("Reconnect")
    return Action(label=label, symbol="link", href=page("overview", store=store))
