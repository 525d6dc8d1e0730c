"""Answers that never came, and requests that came late: each history once ended wrong."""

import pytest

from tests.fortnox.sync.history.goods import Who
from tests.fortnox.sync.history.story import (
    CHANGED_CUSTOMER,
    NEW_CUSTOMER,
    NEW_ORDER,
    SIGN_IN,
    Story,
)
from tests.fortnox.sync.history.wire import Late, Moment

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_a_change_without_an_answer_is_not_forgotten_over_a_later_refusal(story: Story) -> None:
    """It was made, the next try was refused for speed, and then it was to be as before."""
    story.world.move(Who.PERSON, city="Alvesta")
    story.sell()
    story.fault("reset_after", CHANGED_CUSTOMER)
    story.world.work()
    story.fault("status", CHANGED_CUSTOMER, status=429)
    story.world.time.sleep(60)
    story.world.work()
    story.world.move(Who.PERSON, city="Växjö")
    story.sell()

    story.ends_well()


def test_of_two_changes_without_an_answer_neither_is_taken_for_unmade(story: Story) -> None:
    """The first was made and the second, which would have undone it, was not."""
    story.world.move(Who.PERSON, city="Alvesta")
    story.sell()
    story.fault("reset_after", CHANGED_CUSTOMER)
    story.world.work()
    story.world.move(Who.PERSON, city="Växjö", name="Åsa Lind")
    story.sell()
    story.fault("reset_before", CHANGED_CUSTOMER)
    story.world.time.sleep(60)
    story.world.work()

    story.ends_well()


def test_a_change_that_comes_late_does_not_undo_a_newer_one(story: Story) -> None:
    """As a worker that was killed leaves it behind on its way."""
    story.world.move(Who.PERSON, city="Alvesta")
    story.sell()
    story.work_until_killed(CHANGED_CUSTOMER, Moment.UNDER_WAY)
    story.world.move(Who.PERSON, city="Ystad")
    story.sell()
    story.world.work()
    story.world.wire.let_arrive()

    story.ends_well()


def test_a_late_change_is_remembered_even_when_the_same_was_made_meanwhile(story: Story) -> None:
    story.world.move(Who.PERSON, city="Alvesta")
    story.sell()
    story.work_until_killed(CHANGED_CUSTOMER, Moment.UNDER_WAY)
    story.world.work()
    story.world.move(Who.PERSON, city="Ystad")
    story.sell()
    story.world.work()
    story.world.wire.let_arrive()

    story.ends_well()


def test_a_new_card_that_comes_late_is_ours_though_its_owner_has_another_name(
    story: Story,
) -> None:
    story.sell(Who.ANOTHER)
    story.work_until_killed(NEW_CUSTOMER, Moment.UNDER_WAY)
    story.world.move(Who.ANOTHER, name="Bo Lind")
    story.sell(Who.ANOTHER)

    story.work_while(story.world.wire.let_arrive, NEW_CUSTOMER, Moment.BEFORE)

    story.ends_well()


def test_a_card_that_was_found_and_renamed_without_an_answer_is_still_ours(story: Story) -> None:
    story.sell(Who.ANOTHER)
    story.fault("reset_after", NEW_CUSTOMER)
    story.world.work()
    story.world.move(Who.ANOTHER, name="Bo Lind")
    story.sell(Who.ANOTHER)
    story.fault("reset_before", CHANGED_CUSTOMER)
    story.world.time.sleep(60)
    story.world.work()

    story.ends_well()


def test_an_order_that_left_long_after_its_note_is_waited_for_all_the_same(story: Story) -> None:
    """Its token had to be renewed first, and that took its time."""
    story.sell()
    story.world.expire_tokens()
    story.world.wire.answer_slowly(SIGN_IN, 50)
    story.work_until_killed(NEW_ORDER, Moment.UNDER_WAY, nth=2)
    story.world.work()

    story.ends_well()


def test_an_order_that_a_gateway_gave_up_is_waited_for_as_long_as_any(story: Story) -> None:
    story.sell()
    story.world.wire.delay_next(NEW_ORDER, Late.GATEWAY)
    story.world.work()
    story.world.time.sleep(15)
    story.world.work()

    story.ends_well()


def test_a_card_is_not_taxed_otherwise_while_an_order_that_stands_on_it_may_still_come(
    story: Story,
) -> None:
    story.sell()
    story.work_until_killed(NEW_ORDER, Moment.UNDER_WAY)
    story.world.move(Who.PERSON, country="NO")
    story.sell()
    story.world.work()
    story.world.wire.let_arrive()

    story.ends_well()
