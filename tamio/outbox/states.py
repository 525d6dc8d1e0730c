"""The closed lists: where a delivery can be, what can happen to it, and who goes first."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("outbox", "Waiting")
    SENDING = "sending", pgettext_lazy("outbox", "Being sent")
    SUBMITTED = "submitted", pgettext_lazy("outbox", "Submitted")
    DIFFERS = "differs", pgettext_lazy("outbox", "Differs")
    LATER = "later", pgettext_lazy("outbox", "Will be tried again")
    SETTINGS = "settings", pgettext_lazy("outbox", "Needs a setting")
    REJECTED = "rejected", pgettext_lazy("outbox", "Rejected")
    RECONNECT = "reconnect", pgettext_lazy("outbox", "Needs reconnecting")
    BUG = "bug", pgettext_lazy("outbox", "Error in Tamio")
    SKIPPED = "skipped", pgettext_lazy("outbox", "Skipped")
    HELD = "held", pgettext_lazy("outbox", "On hold")


# The engine has work with these; exactly these carry due_at.
DUE = frozenset({State.WAITING, State.LATER, State.SENDING})
# The far side has it, or a rule or a person decided that it never will; these carry settled_at.
SETTLED = frozenset({State.SUBMITTED, State.DIFFERS, State.SKIPPED})
# Neither: it does not go on before somebody has done something.
STOPPED = (State.SETTINGS, State.REJECTED, State.RECONNECT, State.BUG, State.HELD)
# These always say what is wrong and what to do about it.
EXPLAINED = frozenset(
    {State.DIFFERS, State.LATER, State.SETTINGS, State.REJECTED, State.RECONNECT, State.BUG}
)
# Somebody decided these, and the decision has a reason.
DECIDED = frozenset({State.SKIPPED, State.HELD})
MAX_REASON = 200


class Priority(models.IntegerChoices):
    CLICK = 0, pgettext_lazy("outbox", "A person's click")
    SALE = 1, pgettext_lazy("outbox", "Sale")
    BACKFILL = 2, pgettext_lazy("outbox", "Backfill")


class Happening(models.TextChoices):
    """What the time line of a delivery can say."""

    RECORDED = "recorded", pgettext_lazy("outbox", "Recorded")
    SUBMIT_REQUESTED = "submit-requested", pgettext_lazy("outbox", "Submission requested")
    RETRIED = "retried", pgettext_lazy("outbox", "Retry requested")
    RELEASED = "released", pgettext_lazy("outbox", "Released")
    RESUMED = "resumed", pgettext_lazy("outbox", "Picked up after an interruption")
    SUBMITTED = "submitted", pgettext_lazy("outbox", "Submitted")
    DIFFERS = "differs", pgettext_lazy("outbox", "Submitted, but the totals differ")
    LATER = "later", pgettext_lazy("outbox", "Put off")
    SETTINGS = "settings", pgettext_lazy("outbox", "Stopped: needs a setting")
    REJECTED = "rejected", pgettext_lazy("outbox", "Rejected")
    RECONNECT = "reconnect", pgettext_lazy("outbox", "Stopped: needs reconnecting")
    BUG = "bug", pgettext_lazy("outbox", "Stopped by an error in Tamio")
    SKIPPED = "skipped", pgettext_lazy("outbox", "Skipped")
    HELD = "held", pgettext_lazy("outbox", "Put on hold")
