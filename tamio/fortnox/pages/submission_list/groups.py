"""How submissions are told apart where many of them are looked at: there, on its way, or stuck."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.fortnox.pages.needs import NEED_SOMEONE
from tamio.fortnox.pages.words import STATES
from tamio.look.chips import Text
from tamio.outbox.states import DUE, State


class Group(StrEnum):
    """Values of the filter, and the parts of a bar. What is skipped is in none."""

    SUBMITTED = "submitted"
    WAITING = "waiting"
    FAILED = "failed"


#: What is paused waits too: for somebody to let it go.
STATES_OF: dict[Group, frozenset[State]] = {
    Group.SUBMITTED: frozenset({State.SUBMITTED}),
    Group.WAITING: DUE | {State.HELD},
    Group.FAILED: frozenset(NEED_SOMEONE),
}
WORDS: dict[Group, Text] = {
    Group.SUBMITTED: _("In Fortnox"),
    Group.WAITING: pgettext_lazy("submissions", "Waiting"),
    Group.FAILED: pgettext_lazy("submissions", "Failed"),
}
_ONE_BY_ONE = (*NEED_SOMEONE, State.HELD, State.SKIPPED)


def choices() -> list[tuple[str, Text]]:
    """Of the filter: the groups, then the states that people tell apart in them."""
    one_by_one = [(f"only-{state}", STATES[state][0]) for state in _ONE_BY_ONE]
    return [*((group.value, WORDS[group]) for group in Group), *one_by_one]


def states_in(value: str) -> frozenset[State]:
    """What one of the choices stands for; all states for none."""
    if not value:
        return frozenset(State)
    if value in set(Group):
        return STATES_OF[Group(value)]
    return frozenset({State(value.removeprefix("only-"))})


def group_of(state: State) -> Group | None:
    """None for what was skipped."""
    return next((group for group, states in STATES_OF.items() if state in states), None)
