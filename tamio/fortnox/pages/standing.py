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
        return wire_of(
            is_connected=self.connection is not None,
            is_open=self.lane is None or self.lane.is_open,
            has_accounts=self.settings is not None and self.settings.has_accounts,
            rests=self.lane is not None and is_resting(self.lane, now=self.now),
        )

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


def wire_of(*, is_connected: bool, is_open: bool, has_accounts: bool, rests: bool) -> Wire:
    if not is_connected:
        return Wire.NOT_CONNECTED
    if not is_open:
        return Wire.CONSENT_LOST
    if not has_accounts:
        return Wire.NO_ACCOUNTS
    return Wire.NO_ANSWER if rests else Wire.WORKING


def is_resting(lane: Lane, *, now: datetime) -> bool:
    """Whether nothing is sent for a while because Fortnox does not answer; a mere pause between
    requests that came too fast is none.
    """
    return lane.failures > 0 and lane.rests_until is not None and lane.rests_until > now
