"""The closed lists: where a delivery can be, what can happen to it, and who goes first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SUBMITTED = "submitted", _("Submitted")
    DIFFERS = "differs", _("Differs")
    LATER = "later", _("Will be tried again")
    SETTINGS = "settings", _("Needs a setting")
    REJECTED = "rejected", _("Rejected")
    RECONNECT = "reconnect", _("Needs reconnecting")
    BUG = "bug", _("Error in Tamio")
    SKIPPED = "skipped", _("Skipped")
    HELD = "held", _("On hold")


# The engine has work with these; exactly these carry due_at.
DUE = frozenset({State.WAITING, State.LATER, State.SENDING})
# The far side has it, or a rule or a person decided that it never will; these carry settled_at.
SETTLED = frozenset({State.SUBMITTED, State.DIFFERS, State.SKIPPED})
# These always say what is wrong and what to do about it.
EXPLAINED = frozenset(
    {State.DIFFERS, State.LATER, State.SETTINGS, State.REJECTED, State.RECONNECT, State.BUG}
)
# Somebody decided these, and the decision has a reason.
DECIDED = frozenset({State.SKIPPED, State.HELD})
MAX_REASON = 200


class Priority(models.IntegerChoices):
    CLICK = 0, _("A person's click")
    SALE = 1, _("Sale")
    BACKFILL = 2, _("Backfill")


class Happening(models.TextChoices):
    """What the time line of a delivery can say."""

    RECORDED = "recorded", _("Recorded")
    SUBMIT_REQUESTED = "submit-requested", _("Submission requested")
    RETRIED = "retried", _("Retry requested")
    RELEASED = "released", _("Released")
    RESUMED = "resumed", _("Picked up after an interruption")
    SUBMITTED = "submitted", _("Submitted")
    DIFFERS = "differs", _("Submitted, but the totals differ")
    LATER = "later", _("Put off")
    SETTINGS = "settings", _("Stopped: needs a setting")
    REJECTED = "rejected", _("Rejected")
    RECONNECT = "reconnect", _("Stopped: needs reconnecting")
    BUG = "bug", _("Stopped by an error in Tamio")
    SKIPPED = "skipped", _("Skipped")
    HELD = "held", _("Put on hold")
