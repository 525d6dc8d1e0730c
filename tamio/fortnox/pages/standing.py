"""How a store stands with Fortnox: connected or not, working or not, and what is where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox import status
from tamio.outbox.models import Lane
from tamio.outbox.states import State
from tamio.outbox.status import Tally


class Wire(StrEnum):
    """What stands between the store and Fortnox; the first that applies."""

    NOT_CONNECTED = "not-connected"
    CONSENT_LOST = "consent-lost"
    NO_ACCOUNTS = "no-accounts"
    NO_ANSWER = "no-answer"
    WORKING = "working"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The rows that say it, read once."""

    store: Store
    connection: Connection | None
    settings: Settings | None
    lane: Lane | None
    tally: Tally
    now: datetime

    @property
    def wire(self) -> Wire:
        if self.connection is None:
            return Wire.NOT_CONNECTED
        if self.lane is not None and not self.lane.is_open:
            return Wire.CONSENT_LOST
        if self.settings is None or not self.settings.has_accounts:
            return Wire.NO_ACCOUNTS
        if self.lane is not None and is_resting(self.lane, now=self.now):
            return Wire.NO_ANSWER
        return Wire.WORKING

    @property
    def can_send(self) -> bool:
        """Whether what is sold now goes, or goes as soon as Fortnox answers."""
        return self.wire in {Wire.WORKING, Wire.NO_ANSWER}

    @property
    def orders(self) -> int:
        """Invoices that are in Fortnox, equal or not."""
        return self.tally.by_state[State.SUBMITTED] + self.differing

    @property
    def absent(self) -> int:
        """Invoices that are not in Fortnox, and that nobody has skipped."""
        return self.tally.total - self.orders - self.tally.by_state[State.SKIPPED]

    @property
    def differing(self) -> int:
        """Invoices that are in Fortnox with other amounts."""
        return self.tally.by_state[State.DIFFERS]


def standing(*, store: Store, now: datetime) -> Standing:
    """Five queries, however much was sold."""
    return Standing(
        store=store,
        connection=Connection.objects.filter(store=store).select_related("store").first(),
        settings=Settings.objects.filter(store=store).first(),
        lane=status.lane_of(store_id=store.pk, destination=DESTINATION),
        tally=status.tally(store_id=store.pk, destination=DESTINATION),
        now=now,
    )


def is_resting(lane: Lane, *, now: datetime) -> bool:
    """Whether nothing is sent for a while because Fortnox does not answer; a mere pause between
    requests that came too fast is none.
    """
    return lane.failures > 0 and lane.rests_until is not None and lane.rests_until > now
