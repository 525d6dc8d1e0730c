from datetime import timedelta

import pytest

from tamio.config.watching.words import clipped, count, counted, listed, percent, since, span
from tests.factories import NOW


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "-"), (7, "7"), (99_999, "99999"), (100_000, "100k"), (999_999, "999k"),
        (1_000_000, "1.0M"), (1_290_000, "1.2M"), (48_000_000, "48M"),
    ],
)  # fmt: skip
def test_a_count_takes_five_characters_at_most(number: int, text: str) -> None:
    assert count(number) == text
    assert len(text) <= 5


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"), (0.9, "0 s"), (99, "99 s"), (100, "1 min"), (5_999, "99 min"), (6_000, "1 h"),
        (47 * 3600, "47 h"), (48 * 3600, "2 d"), (864_000, "10 d"),
    ],
)  # fmt: skip
def test_a_span_is_rounded_down_to_its_unit(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_how_long_ago_is_told_in_the_same_way() -> None:
    assert since(NOW - timedelta(minutes=5), NOW) == "5 min"
    assert since(None, NOW) == "-"


def test_what_is_too_long_ends_in_dots() -> None:
    assert clipped("te-och-kaffe", 12) == "te-och-kaffe"
    assert clipped("te-och-kaffe-i-visby", 12) == "te-och-kaf.."


def test_a_share_of_nothing_is_not_told() -> None:
    assert (percent(17, 24), percent(0, 24), percent(0, 0)) == ("71%", "0%", "-")


def test_only_what_there_is_gets_listed() -> None:
    assert listed({"settings": 3, "rejected": 0, "bug": 1}) == "3 settings, 1 bug"
    assert (counted(1, "lane", "lanes"), counted(0, "lane", "lanes")) == ("1 lane", "0 lanes")
