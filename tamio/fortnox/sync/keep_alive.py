"""A refresh token that is not used dies (31 or 45 days, sources differ): so each is used in time.

A connection under a service account has nothing that could die.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Max

from tamio.fortnox.client.errors import FortnoxError, InvalidGrant
from tamio.fortnox.models import Connection
from tamio.fortnox.models.connection import Grant
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay, renewed_now
from tamio.outbox.lanes import close_lane
from tamio.outbox.status import lane_of

#: Long before the shorter of the two lives, so that weeks of failing attempts are survived.
UNUSED = timedelta(days=7)

log = logging.getLogger(__name__)


def keep_alive(clock: Callable[[], datetime]) -> None:
    """Renews what has not been renewed for a week. A dead one closes its lane: reconnect."""
    now = clock()
    resting = (
        Connection.objects.filter(grant=Grant.REFRESH_TOKEN)
        .annotate(renewed_at=Max("token_pairs__issued_at"))
        .filter(renewed_at__lte=now - UNUSED)
        .exclude(store__lanes__destination="fortnox", store__lanes__closed_reason="reconnect")
    )
    for connection in resting:
        lane = lane_of(store_id=connection.store_id, destination="fortnox")
        try:
            renewed_now(connection=connection, clock=clock)
        except InvalidGrant:
            close_lane(
                store_id=connection.store_id,
                destination="fortnox",
                reason="reconnect",
                now=now,
                by="tamio",
                # Who has connected again meanwhile has not done so in vain.
                openings=lane.openings if lane else None,
            )
        except (FortnoxError, NotConnected, RenewalUnderWay):
            log.warning("The token of %s could not be kept alive", connection, exc_info=True)
