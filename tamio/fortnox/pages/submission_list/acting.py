"""What is done to many submissions, one by one."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.lists.actions import Action
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.submissions import send_again
from tamio.fortnox.pages.words import reason_words
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import NOTHING_SENT, ORDER_FIRST
from tamio.outbox.errors import Refused
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, State
from tamio.store_clock import real

#: The list's own name, as it stands in addresses.
NAME = "fortnox-submissions"
_UNDER_WAY_OR_DONE = frozenset({State.SUBMITTED, State.SENDING})


def rows(store: Store) -> QuerySet[Delivery]:
    ours: QuerySet[Delivery] = store.deliveries.filter(destination=DESTINATION)
    return ours


def submit(delivery: Delivery, _choice: str, by: str, now: datetime) -> bool | None:
    """First in the lane, at once; None for what is there, or being sent."""
    if delivery.state in _UNDER_WAY_OR_DONE:
        return None
    if delivery.reason in {ORDER_FIRST, NOTHING_SENT}:
        raise ValidationError(str(reason_words(delivery.reason)))
    try:
        # The lane knows the world's time only, also for a store whose clock is ahead.
        send_again(delivery=delivery, now=real(now), by=by)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return True


def pause(delivery: Delivery, reason: str, by: str, now: datetime) -> dict[str, Any] | bool | None:
    """Put back if it was in its lane: what had stopped stays where it has stopped."""
    if delivery.state == State.HELD:
        return None
    waited = delivery.state in DUE
    try:
        delivery.hold(reason=reason, now=real(now), by=by)
    except Refused as refusal:
        raise ValidationError(_cannot_stop(delivery, refusal)) from refusal
    return {"waited": True} if waited else True


def resume(delivery: Delivery, _before: dict[str, Any], by: str, now: datetime) -> None:
    """In its own turn; what somebody has sent meanwhile is left alone."""
    if delivery.state == State.HELD:
        delivery.release(now=real(now), by=by)


def skip(delivery: Delivery, reason: str, by: str, now: datetime) -> bool | None:
    """Never sent, unless somebody submits it after all."""
    if delivery.state == State.SKIPPED:
        return None
    try:
        delivery.skip(reason=reason, now=real(now), by=by)
    except Refused as refusal:
        raise ValidationError(_cannot_stop(delivery, refusal)) from refusal
    return True


def _cannot_stop(delivery: Delivery, refusal: Refused) -> str:
    if delivery.state in {State.SUBMITTED, State.DIFFERS}:
        return _("It is in Fortnox already.")
    return str(refusal)


ACTIONS = (
    Action(
        name="submit",
        list=NAME,
        label=gettext_lazy("Submit to Fortnox"),
        right=Right.SUBMIT_INVOICES,
        rows=rows,
        do=submit,
        warning=gettext_lazy(
            "They go first, before what is waiting. What is in Fortnox already is left alone."
        ),
    ),
    Action(
        name="pause",
        list=NAME,
        label=gettext_lazy("Pause"),
        right=Right.SUBMIT_INVOICES,
        rows=rows,
        do=pause,
        undo=resume,
        ask=gettext_lazy("Why"),
        warning=gettext_lazy("They are not sent until somebody submits them."),
    ),
    Action(
        name="skip",
        list=NAME,
        label=gettext_lazy("Skip"),
        right=Right.SUBMIT_INVOICES,
        rows=rows,
        do=skip,
        ask=gettext_lazy("Why"),
        warning=gettext_lazy(
            "They are never sent by themselves. Enter them in Fortnox by hand if they belong there."
        ),
    ),
)
