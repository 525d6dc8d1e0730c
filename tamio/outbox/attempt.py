"""One delivery, once: noted as being sent, handed to its destination, its outcome written."""

import logging
import traceback
from collections.abc import Callable
from random import Random
from typing import cast

from django.db import OperationalError, connection
from django.utils.module_loading import import_string

from tamio.outbox import destinations
from tamio.outbox.errors import Interrupted, LeaseLost, Outgrown
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Bug, Later, Outcome
from tamio.outbox.problem import Problem, Words
from tamio.outbox.settle import put_back, settle
from tamio.outbox.states import DUE, Happening, State

Deliver = Callable[[Delivery, Lease], Outcome]

log = logging.getLogger(__name__)


def attempt(*, delivery: Delivery, lease: Lease, random: Random) -> bool:
    """Whether the lane goes on. Raises LeaseLost, Interrupted; the lane is then left to others."""
    openings = _begin(delivery, lease)
    if openings is None:
        return True
    try:
        outcome = _ask(delivery, lease)
    except Interrupted:
        put_back(delivery=delivery, lease=lease)
        raise
    except Outgrown:
        put_back(delivery=delivery, lease=lease)
        return True
    return settle(delivery=delivery, lease=lease, outcome=outcome, random=random, openings=openings)


def _begin(delivery: Delivery, lease: Lease) -> int | None:
    """Committed before any foreign call, so that after a crash it is known that one may have been
    made. How often the lane was opened by then; None if someone skipped or held the delivery
    since it was chosen.
    """
    with lease.writing(durable=True) as lane:
        chosen = Delivery.objects.filter(pk=delivery.pk, state__in=DUE).exclude(
            state=State.SENDING, fence=lease.fence
        )
        begun = chosen.update(state=State.SENDING, fence=lease.fence)
        if begun and delivery.state == State.SENDING:
            delivery.events.create(at=lease.clock(), by="tamio", what=Happening.RESUMED)
    delivery.refresh_from_db()
    return lane.openings if begun else None


def _ask(delivery: Delivery, lease: Lease) -> Outcome:
    try:
        deliver = cast(Deliver, import_string(destinations.named(delivery.destination).deliver))
        outcome = deliver(delivery, lease)
        if not isinstance(outcome, Outcome):
            raise TypeError(f"{delivery.destination} answered {outcome!r}, which is no outcome")
    except (Interrupted, LeaseLost, Outgrown):
        raise
    except OperationalError:
        log.warning("The database failed during a delivery", exc_info=True)
        connection.close_if_unusable_or_obsolete()
        return Later(_DATABASE_BUSY)
    except Exception:
        log.exception("A delivery failed unexpectedly", extra={"delivery": delivery.pk})
        return Bug(_unexpected(traceback.format_exc()))
    return outcome


_DATABASE_BUSY = Problem(
    code="database",
    message=Words(
        sv="Tamios databas svarade inte i tid.",
        en="Tamio's database did not answer in time.",
    ),
    remedy=Words(
        sv="Du behöver inte göra något. Tamio försöker igen av sig självt.",
        en="You need not do anything. Tamio tries again by itself.",
    ),
)


def _unexpected(detail: str) -> Problem:
    return Problem(
        code="unexpected",
        message=Words(
            sv="Något gick fel i Tamio, och felet är vårt.",
            en="Something went wrong in Tamio, and the error is ours.",
        ),
        remedy=Words(
            sv="Allt som behövs för att hitta felet är sparat. Försök igen, eller hör av dig"
            " till supporten om det upprepas.",
            en="Everything needed to find the error is kept. Try again, or contact support if it"
            " happens again.",
        ),
        detail=detail,
    )
