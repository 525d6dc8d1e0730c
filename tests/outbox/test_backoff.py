from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.outbox.backoff import CEILING_SECONDS, delay


@given(tries=st.integers(1, 100_000), seed=st.integers())
def test_the_wait_stays_under_a_ceiling_that_doubles_up_to_a_quarter_of_an_hour(
    tries: int, seed: int
) -> None:
    doubled = 2.0 * 2 ** min(tries - 1, 20)

    wait = delay(tries=tries, random=Random(seed)).total_seconds()

    assert 0 <= wait <= min(doubled, CEILING_SECONDS)


@given(seed=st.integers())
def test_the_same_seed_waits_the_same(seed: int) -> None:
    assert delay(tries=5, random=Random(seed)) == delay(tries=5, random=Random(seed))


def test_what_failed_together_returns_apart() -> None:
    random = Random(1)
    minutes = {delay(tries=12, random=random) // timedelta(minutes=1) for _ in range(500)}

    assert minutes == set(range(15))


def test_there_is_no_wait_before_anything_has_failed() -> None:
    with pytest.raises(ValueError, match="tries=0"):
        delay(tries=0, random=Random(1))
