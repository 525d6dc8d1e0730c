"""Moments between Tamio's own writes tell which orders somebody else has saved, in few pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tamio.fortnox.client.envelopes import PAGE_SIZE
from tamio.fortnox.client.models.order import OrderSummary
from tamio.fortnox.sync.reconcile.touched import MOST_PAGES, SKEW, moments, touched

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Books:
    """Orders by when they were saved last, listed page by page as Fortnox does."""

    def __init__(self, saved: dict[str, datetime]) -> None:
        self.saved = saved
        self.pages = 0

    def since(self, moment: datetime) -> Iterator[list[OrderSummary]]:
        numbers = [number for number, at in self.saved.items() if at >= moment]
        for start in range(0, max(1, len(numbers)), PAGE_SIZE):
            self.pages += 1
            yield [_listed(number) for number in numbers[start : start + PAGE_SIZE]]


def _listed(number: str) -> OrderSummary:
    fields = {"DocumentNumber": number, "CustomerNumber": "1", "Cancelled": False, "Total": 1}
    return OrderSummary.model_validate(fields)


def _written(count: int, *, days: int) -> dict[str, datetime]:
    """Evenly over the days before tonight's midnight."""
    last = NOW - timedelta(hours=3)
    return {str(place): last - timedelta(days=days) * place / count for place in range(count)}


@given(count=st.integers(0, 12_000), days=st.integers(1, 60))
def test_what_tamio_wrote_itself_costs_six_pages_at_most_and_is_nobody_elses(
    count: int, days: int
) -> None:
    written = _written(count, days=days) if count else {}
    books = Books(written)
    assert touched(written, books.since, now=NOW) == set()
    assert books.pages <= MOST_PAGES


@given(place=st.integers(0, 1_999), hours=st.floats(0.1, 2))
def test_whatever_is_saved_after_the_last_write_is_noticed(place: int, hours: float) -> None:
    written = _written(2_000, days=30)
    saved = written | {str(place): NOW - timedelta(hours=hours)}
    assert touched(written, Books(saved).since, now=NOW) == {str(place)}


def test_however_many_others_have_saved_all_of_them_are_noticed() -> None:
    written = _written(4_000, days=30)
    saved = dict.fromkeys(written, NOW - timedelta(hours=1))
    assert touched(written, Books(saved).since, now=NOW) == set(written)


def test_a_moment_is_never_in_the_future_nor_within_reach_of_a_wrong_clock() -> None:
    just = NOW - timedelta(seconds=30)
    assert moments([just], now=NOW) == []
    (moment,) = moments([NOW - timedelta(minutes=10)], now=NOW)
    assert NOW - timedelta(minutes=10) + SKEW < moment <= NOW
