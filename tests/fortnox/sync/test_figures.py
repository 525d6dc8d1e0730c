"""What Fortnox's lanes tell beside the outbox."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.fortnox.models import Connection
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.budget import ALLOWED, WINDOW
from tamio.fortnox.sync.figures import figures
from tamio.fortnox.sync.pacing import Turn
from tamio.outbox.figures import Figures
from tamio.outbox.overview import overview
from tests.factories import NOW, make_store
from tests.fortnox.pages.rows import connect

pytestmark = pytest.mark.django_db
AT = 1_000_000.0


def told(*, at: float = AT) -> Figures:
    return figures(datetime.fromtimestamp(at, UTC))


def asked(connection: Connection, *statuses: int | None) -> None:
    """One request after the other, with these answers."""
    for status in statuses:
        turn = pacing.book(tenant_id=connection.tenant_id, at=AT)
        assert isinstance(turn, Turn)
        pacing.answered(turn, status=status, at=AT)


def samples(name: str, *, at: float = AT) -> dict[tuple[str, ...], float]:
    [metric] = [metric for metric in told(at=at).metrics if metric.name == name]
    return dict(metric.samples)


def test_the_rate_used_is_what_counts_at_this_moment() -> None:
    ours = connect(make_store())
    asked(ours, 200, 201)

    rate = told().rates[ours.store_id]
    assert (rate.counted, rate.allowed, rate.shared) == (2, ALLOWED, "910001")
    assert told(at=AT + WINDOW + 1).rates[ours.store_id].counted == 0
    assert samples("tamio_fortnox_requests_counted") == {("910001",): 2}
    assert samples("tamio_fortnox_requests_allowed") == {("910001",): ALLOWED}


def test_a_store_that_has_asked_nothing_yet_uses_nothing() -> None:
    ours = connect(make_store())

    assert told().rates[ours.store_id].counted == 0


def test_stores_of_one_company_share_its_allowance() -> None:
    one, other = (connect(make_store()) for _ in range(2))
    asked(one, 200)

    assert told().rates[one.store_id] == told().rates[other.store_id]
    assert samples("tamio_fortnox_requests_counted") == {("910001",): 1}
    assert samples("tamio_fortnox_connection_info") == {
        (one.store.slug, "910001"): 1,
        (other.store.slug, "910001"): 1,
    }


def test_answers_are_told_by_company_and_status() -> None:
    one, other = connect(make_store()), connect(make_store(), tenant_id="910002")
    asked(one, 200, 201, 201, None)
    asked(other, 429)

    assert samples("tamio_fortnox_answers_total") == {
        ("910001", "200"): 1, ("910001", "201"): 2, ("910001", "none"): 1, ("910001", "429"): 0,
        ("910002", "429"): 1, ("910002", "none"): 0,
    }  # fmt: skip


def test_a_lane_of_fortnox_shows_its_rate() -> None:
    ours = connect(make_store())

    [lane] = overview(now=NOW).lanes
    assert (lane.store, lane.destination) == (ours.store.slug, "fortnox")
    assert lane.rate is not None
    assert lane.rate.allowed == ALLOWED


def test_many_connections_ask_no_more_than_few() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            told()
        return len(made)

    asked(connect(make_store()), 200)
    few = queries()
    for number in range(10):
        asked(connect(make_store(), tenant_id=str(number)), 200)
    assert queries() == few == 2
