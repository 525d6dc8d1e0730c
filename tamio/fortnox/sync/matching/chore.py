"""Keeps the customer cards of connected companies fresh: a chore."""

import logging
from datetime import timedelta

from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.models import Connection
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.matching import reading
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock
from tamio.outbox.states import Priority

_AFTER_TROUBLE = timedelta(minutes=10)

log = logging.getLogger(__name__)


def read_due(clock: Clock) -> None:
    """Of every store that matches customers. The first reading goes before other things that can
    wait: sales to new customers wait for it. One query where nothing is due.
    """
    matching = Connection.objects.exclude(reading.fresh(now=clock())).filter(
        store__fortnox_settings__match_customers=True,
        store__lanes__destination="fortnox",
        store__lanes__closed_reason="",
    )
    for connection in matching.select_related("store").order_by("pk"):
        if is_stopping():
            return
        _read(connection, clock)


def _read(connection: Connection, clock: Clock) -> None:
    register = reading.register_of(connection)
    if not reading.is_due(register, now=clock()):
        return
    urgency = Priority.BACKFILL if register.whole_at else Priority.SALE
    fortnox = fortnox_for(connection, clock=clock, urgency=urgency, keeps_answers=False)
    try:
        reading.read(register, fortnox=fortnox, clock=clock, stopping=is_stopping)
    except (FortnoxError, NotConnected, RenewalUnderWay) as trouble:
        log.warning("The customers of a company were not read: %s", type(trouble).__name__)
        reading.rest(register, distance=_AFTER_TROUBLE)
