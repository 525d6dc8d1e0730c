"""The end of a history: all is well on both sides, and time passes until nothing is due."""

from datetime import datetime

from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE
from tests.fortnox.sync.history.world import World

#: More rounds of waiting and working than any history needs until it is quiet.
_ROUNDS = 60


def until_quiet(world: World) -> None:
    """What is not done after all those rounds is found by whoever asks for the truth."""
    world.be_well()
    for _ in range(_ROUNDS):
        world.time.sleep(30)
        _connect_if_closed(world)
        if (due := _last_due(world)) is None:
            return
        world.time.pass_to(due.timestamp())
        world.work()


def _connect_if_closed(world: World) -> None:
    """A refresh token can be lost with the process that spent it; a service account has nothing
    to lose, and must not ask for a consent that it has.
    """
    lane = world.lane
    if lane is None or not lane.is_open:
        assert not (world.has_consent and world.uses_service_account), "a needless reconnect"
        world.connect()


def _last_due(world: World) -> datetime | None:
    """When the last of what waits falls due; None if nothing does."""
    waiting = Delivery.objects.filter(store=world.store, state__in=DUE)
    if not waiting:
        return None
    lane = world.lane
    rest = lane.rests_until if lane else None
    return max(filter(None, [*waiting.values_list("due_at", flat=True), rest]))
