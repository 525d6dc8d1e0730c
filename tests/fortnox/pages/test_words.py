"""Every state, happening and reason has words, in both languages."""

import pytest
from django.utils import translation

from tamio.fortnox.pages import states
from tamio.fortnox.pages.entry import WIRES
from tamio.fortnox.pages.standing import Wire
from tamio.fortnox.pages.words import HAPPENINGS, STATES, reason_words, state_words
from tamio.fortnox.sync import rules
from tamio.outbox.states import DUE, Happening, State
from tests.fortnox.pages.rows import problem


def test_every_state_happening_and_standing_has_words() -> None:
    assert set(STATES) == set(State)
    assert set(HAPPENINGS) == set(Happening)
    assert set(WIRES) == set(Wire)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_words_of_states_that_one_can_filter_by_are_all_different(language: str) -> None:
    with translation.override(language):
        labels = [str(label) for _value, label in states.filters()]
    assert len(set(labels)) == len(labels)


def test_every_state_is_found_by_one_of_the_filters() -> None:
    offered = {value for value, _label in states.filters()}
    assert {states.filter_of(state) for state in State} <= offered
    assert len({states.filter_of(state) for state in DUE}) == 1


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("goods_account", "Behöver konto"),
        ("licence", "Behöver licens"),
        ("Currency", "Behöver valuta"),
        ("something else", "Behöver en inställning"),
    ],
)
def test_what_waits_for_a_setting_says_which_kind(field: str, word: str) -> None:
    with translation.override("sv"):
        said, _tone = state_words(State.SETTINGS, problem(field=field))
        assert str(said) == word


@pytest.mark.parametrize(
    "reason",
    [
        rules.MANUAL,
        rules.BEFORE_START,
        rules.ZERO_TOTAL,
        rules.BACKFILL_PAUSED,
        rules.BACKFILL_STOPPED,
    ],
)
def test_our_own_reasons_are_said_in_words(reason: str) -> None:
    assert str(reason_words(reason)) != reason


def test_a_persons_reason_stands_as_they_wrote_it() -> None:
    assert reason_words("Dubblett") == "Dubblett"
