"""Merchants who connect or disconnect while the worker is in the middle of something."""

from datetime import timedelta

import pytest

from tamio.fortnox.models import Connection, ExchangeRecord
from tamio.fortnox.sync.keep_alive import UNUSED, keep_alive
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import State
from tests.fortnox.sync.history.story import NEW_ORDER, SIGN_IN, Story
from tests.fortnox.sync.history.wire import Address, Moment
from tests.fortnox.sync.history.world import World
from tests.fortnox.sync.history.worlds import NewWorld

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def refreshing(new_world: NewWorld) -> Story:
    """A store without a service account: it lives on refresh tokens."""
    world = new_world()
    world.uses_service_account = False
    return Story(world)


def lane_of(world: World) -> Lane:
    lane = world.lane
    assert lane is not None
    return lane


def state_of_last(story: Story) -> str:
    return Delivery.objects.get(subject_id=story.truth.invoices[-1].pk).state


def test_a_reconnect_is_not_undone_by_an_answer_from_before_it(story: Story) -> None:
    """The worker had heard that the consent was gone, and had not yet said so."""
    story.sell()
    story.world.revoke_consent()
    story.work_while(story.world.connect, SIGN_IN)

    assert lane_of(story.world).is_open
    assert state_of_last(story) == State.SUBMITTED
    story.ends_well()


def test_a_disconnect_during_a_renewal_is_no_bug(story: Story) -> None:
    story.sell()
    story.world.expire_tokens()
    story.work_while(story.world.disconnect, SIGN_IN)

    assert state_of_last(story) != State.BUG
    assert lane_of(story.world).closed_reason == "not-connected"
    story.ends_well()


def test_tokens_of_a_consent_that_was_given_anew_meanwhile_are_not_kept(
    refreshing: Story,
) -> None:
    """Their refresh token is dead: kept as the newest, it would ask for yet another consent."""
    refreshing.sell()
    refreshing.world.expire_tokens()

    def begin_anew() -> None:
        refreshing.world.revoke_consent()
        refreshing.world.connect()

    refreshing.work_while(begin_anew, SIGN_IN)
    refreshing.world.expire_tokens()
    refreshing.world.time.sleep(60)
    refreshing.world.work()

    assert lane_of(refreshing.world).is_open
    assert state_of_last(refreshing) == State.SUBMITTED
    refreshing.ends_well()


def test_a_lane_rests_while_its_token_is_being_renewed_without_end(refreshing: Story) -> None:
    """Else each of its submissions would keep a thread for as long as one waits for a token."""
    refreshing.sell()
    refreshing.sell()
    refreshing.world.expire_tokens()
    claimed_until = refreshing.world.time.now() + timedelta(minutes=5)
    Connection.objects.filter(store=refreshing.world.store).update(renewing_until=claimed_until)
    before = ExchangeRecord.objects.count()

    assert refreshing.world.work() == 1
    assert ExchangeRecord.objects.count() == before + 1, "the one that met the expired token"
    rests_until = lane_of(refreshing.world).rests_until
    assert rests_until is not None
    assert rests_until > refreshing.world.time.now()
    refreshing.ends_well()


def test_keeping_a_token_alive_does_not_close_a_lane_that_was_connected_meanwhile(
    refreshing: Story,
) -> None:
    refreshing.world.time.sleep(UNUSED.total_seconds() + 60)
    refreshing.world.revoke_consent()

    def connect_once(moment: Moment, address: Address) -> None:
        if (moment, address) == (Moment.AFTER, SIGN_IN):
            refreshing.world.wire.at = lambda moment, address: None
            refreshing.world.connect()

    refreshing.world.wire.at = connect_once
    keep_alive(refreshing.world.time)

    assert lane_of(refreshing.world).is_open


def test_who_disconnects_is_not_asked_to_reconnect(story: Story) -> None:
    """The attempt that was under way finds its connection gone, which is what was wanted."""
    story.sell()
    story.world.revoke_consent()
    story.work_while(story.world.disconnect, NEW_ORDER, Moment.UNDER_WAY)

    assert lane_of(story.world).closed_reason == "not-connected"
    story.ends_well()
