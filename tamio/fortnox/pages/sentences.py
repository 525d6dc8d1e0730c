"""Where a submission is, in one sentence under its chip."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.fortnox.pages.words import reason_words
from tamio.look.chips import Text
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, State

NOT_RECORDED = gettext_lazy(
    "This invoice is older than the integration, so it is sent only when you say so."
)
_IN_CLOSED_LANE = {
    "not-connected": gettext_lazy(
        "The store is not connected to Fortnox. The invoice is sent by itself once it is."
    ),
    "reconnect": gettext_lazy(
        "The connection to Fortnox is no longer valid. The invoice is sent by itself once you"
        " have reconnected."
    ),
}


def sentence(*, delivery: Delivery, order_number: str) -> Text:
    """What is wrong, if something is. Reads `delivery.lane`."""
    if is_stuck(delivery):
        return _IN_CLOSED_LANE.get(delivery.lane.closed_reason, "")
    if problem := delivery.explanation:
        return str(problem.message)
    match State(delivery.state):
        case State.SUBMITTED:
            return _("Order %(number)s mirrors this invoice to the öre.") % {"number": order_number}
        case State.SENDING:
            return _("It is on its way at this moment.")
        case State.SKIPPED:
            return _("It is not sent. Reason: %(reason)s") % {"reason": delivery.reason}
        case State.HELD:
            return reason_words(delivery.reason)
        case _:
            return _("It goes to Fortnox by itself, usually within a few seconds.")


def is_stuck(delivery: Delivery) -> bool:
    """Whether it would go on if only its lane were open; earlier trouble then says little."""
    return delivery.state in DUE and not delivery.lane.is_open
