"""Where a credit note is on its way, in one sentence."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.models import CreditLink, Way
from tamio.fortnox.pages.sentences import is_stuck
from tamio.fortnox.pages.words import reason_words
from tamio.fortnox.sync.credits.wording import TASKS
from tamio.look.chips import Text
from tamio.look.formats import money_text
from tamio.outbox.models import Delivery
from tamio.outbox.states import Happening, State

_IN_CLOSED_LANE = {
    "not-connected": gettext_lazy(
        "The store is not connected to Fortnox. The credit note goes by itself once it is."
    ),
    "reconnect": gettext_lazy(
        "The connection to Fortnox is no longer valid. The credit note goes by itself once you have"
        " reconnected."
    ),
}


def sentence(*, note: CreditNote, delivery: Delivery, link: CreditLink | None) -> Text:
    """What was done of it, or what is wrong. Reads `delivery.lane` and its events."""
    if is_stuck(delivery):
        return _IN_CLOSED_LANE.get(delivery.lane.closed_reason, "")
    if problem := delivery.explanation:
        return str(problem.message)
    match State(delivery.state):
        case State.SUBMITTED:
            return _done(note, link)
        case State.SENDING:
            return _("It is on its way at this moment.")
        case State.SKIPPED if done_by_hand(delivery):
            return _("Credited by hand in Fortnox: %(reason)s") % {"reason": delivery.reason}
        case State.SKIPPED:
            reason = reason_words(delivery.reason)
            return _("It is not sent. Reason: %(reason)s") % {"reason": reason}
        case State.HELD:
            return reason_words(delivery.reason)
        case _:
            return _("It goes to Fortnox by itself, usually within a few seconds.")


def is_by_hand(delivery: Delivery) -> bool:
    """Whether a person is to credit it in Fortnox."""
    return _code(delivery.problem) in TASKS


def done_by_hand(delivery: Delivery) -> bool:
    """Whether a person was to credit it there, and has said that it is done."""
    if delivery.state != State.SKIPPED:
        return False
    before = [event for event in delivery.events.all() if event.what == Happening.REJECTED]
    return bool(before) and _code(before[-1].detail.get("problem")) in TASKS


def _code(problem: dict[str, Any] | None) -> str:
    return str(problem["code"]) if problem else ""


def _done(note: CreditNote, link: CreditLink | None) -> Text:
    if link is None:
        return ""
    words = {"number": link.order_number}
    if link.way == Way.CANCELLED:
        return _("Order %(number)s is cancelled: nothing is left of the invoice.") % words
    language = (get_language() or "sv")[:2]
    total = money_text(link.total or note.total, currency=note.invoice.currency, language=language)
    if link.way == Way.INVOICE:
        return _(
            "Invoice %(invoice)s in Fortnox is credited by credit invoice %(credit)s, which then"
            " came to %(total)s."
        ) % {"invoice": link.invoice_number, "credit": link.credit_number, "total": total}
    return _("Negative rows were added to order %(number)s, which then came to %(total)s.") % (
        words | {"total": total}
    )
