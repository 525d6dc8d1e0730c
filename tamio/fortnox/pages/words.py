"""The outbox's states, happenings and reasons, said as they are about Fortnox."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.fortnox.sync.credits.waiting import NOTHING_SENT, ORDER_FIRST
from tamio.fortnox.sync.credits.wording import TASKS
from tamio.fortnox.sync.rules import (
    BACKFILL_PAUSED,
    BACKFILL_STOPPED,
    BEFORE_START,
    MANUAL,
    ZERO_TOTAL,
)
from tamio.look.chips import Text, Tone
from tamio.outbox.problem import Problem
from tamio.outbox.states import Happening, State

#: Said in the list and at the head of the panel, with how much it matters.
STATES: dict[State, tuple[Text, Tone]] = {
    State.SUBMITTED: (_("In Fortnox"), Tone.GOOD),
    State.WAITING: (_("Waiting for Fortnox"), Tone.WAITING),
    State.SENDING: (_("Being sent to Fortnox"), Tone.WAITING),
    State.LATER: (_("Waiting for Fortnox"), Tone.WAITING),
    State.SETTINGS: (_("Needs a setting"), Tone.NEEDS_YOU),
    State.RECONNECT: (pgettext_lazy("submission", "Reconnect"), Tone.NEEDS_YOU),
    State.REJECTED: (pgettext_lazy("submission", "Rejected"), Tone.WRONG),
    State.DIFFERS: (pgettext_lazy("submission", "Differs"), Tone.WRONG),
    State.BUG: (_("Error in Tamio"), Tone.WRONG),
    State.HELD: (pgettext_lazy("submission", "Paused"), Tone.NEUTRAL),
    State.SKIPPED: (pgettext_lazy("submission", "Skipped"), Tone.NEUTRAL),
}

#: What is needed, by the field that the problem names; else just "a setting".
_NEEDS: dict[str, Text] = {
    "goods_account": _("Needs an account"),
    "licence": _("Needs a licence"),
    "Currency": _("Needs a currency"),
    "customer_prefix": _("Needs a prefix"),
}

HAPPENINGS: dict[Happening, tuple[Text, Tone]] = {
    Happening.RECORDED: (_("Queued for Fortnox"), Tone.NEUTRAL),
    Happening.SUBMIT_REQUESTED: (_("Chose Submit to Fortnox"), Tone.NEUTRAL),
    Happening.RETRIED: (_("Chose Retry"), Tone.NEUTRAL),
    Happening.RELEASED: (_("Back in the queue"), Tone.NEUTRAL),
    Happening.RESUMED: (_("Resumed after an interruption"), Tone.NEUTRAL),
    Happening.SUBMITTED: (_("Arrived in Fortnox, and the amounts are equal"), Tone.GOOD),
    Happening.DIFFERS: (_("In Fortnox, but not equal to the invoice"), Tone.WRONG),
    Happening.LATER: (_("Did not get through"), Tone.WAITING),
    Happening.SETTINGS: (_("Stopped: a setting is needed"), Tone.NEEDS_YOU),
    Happening.REJECTED: (_("Not accepted by Fortnox"), Tone.WRONG),
    Happening.RECONNECT: (_("Stopped: the connection is no longer valid"), Tone.NEEDS_YOU),
    Happening.BUG: (_("Stopped by an error in Tamio"), Tone.WRONG),
    Happening.SKIPPED: (pgettext_lazy("happening", "Skipped"), Tone.NEUTRAL),
    Happening.HELD: (pgettext_lazy("happening", "Paused"), Tone.NEUTRAL),
}

_REASONS: dict[str, Text] = {
    MANUAL: _("The store sends its sales when you say so, not by themselves."),
    BEFORE_START: _("The invoice is older than the day from which the store sends its sales."),
    ZERO_TOTAL: _("There is nothing to pay, and the store sends no invoices of 0."),
    BACKFILL_PAUSED: _("It is part of a backfill that is paused."),
    BACKFILL_STOPPED: _("It was part of a backfill that was stopped before its turn came."),
    ORDER_FIRST: _("It follows by itself once its invoice is an order in Fortnox."),
    NOTHING_SENT: _("Its invoice was never sent, so there is nothing to credit in Fortnox."),
}


def state_words(state: State, problem: Problem | None) -> tuple[Text, Tone]:
    """The word and tone of a state; what waits for a setting says which kind it is."""
    word, tone = STATES[state]
    if state == State.REJECTED and problem is not None and problem.code in TASKS:
        return _("To credit by hand"), Tone.NEEDS_YOU
    if state == State.SETTINGS and problem is not None:
        needed = "goods_account" if problem.code == "accounts" else problem.field
        word = _NEEDS.get(needed, word)
    return word, tone


def reason_words(reason: str) -> Text:
    """A reason of our own rules in words; a person's reason is words already."""
    return _REASONS.get(reason, reason)


def author_words(by: str) -> str:
    """Who did it: a person's address, or Tamio itself."""
    return "Tamio" if by == "tamio" else by
