"""`GET /metrics`: who may read it, and what it says."""

import gzip
import re
from datetime import timedelta
from typing import Any, cast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from tamio.config.watching.metrics import lane_metrics
from tamio.outbox.drain import drain_due
from tamio.outbox.lanes import close_lane, take
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Later, Rejected
from tests.conventions.sources import ROOT
from tests.factories import NOW, make_store
from tests.fortnox.pages.rows import connect
from tests.outbox.conftest import clock, far_side
from tests.outbox.far_side import PROBLEM, FarSide, Hand
from tests.outbox.rows import PERSON, recorded
from tests.watching.lanes import HOUR, a_lane, stands

__all__ = ["clock", "far_side"]

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-sufficient-length"
FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@pytest.fixture(autouse=True)
def _opened(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


def scrape(*, token: str = TOKEN, **headers: str) -> HttpResponse:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {token}", **headers})
    return cast("HttpResponse", answer)


_ORDER = {"store": 0, "destination": 1}
Samples = dict[tuple[str, ...], float]


def scraped() -> dict[str, Samples]:
    """Every sample by its metric's name and its labels' values, the lane's first, as Prometheus's
    own parser reads it.
    """
    found: dict[str, Samples] = {}
    for family in text_string_to_metric_families(scrape().content.decode()):
        for sample in family.samples:
            labels = sorted(sample.labels.items(), key=lambda label: _ORDER.get(label[0], 9))
            values = tuple(value for _, value in labels)
            found.setdefault(sample.name, {})[values] = sample.value
    return found


def test_without_a_token_in_the_environment_there_is_no_such_page(settings: Any) -> None:
    settings.METRICS_TOKEN = None
    assert scrape().status_code == 404
    assert scrape(token="").status_code == 404
    assert scrape(token="None").status_code == 404


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN,
     "Bearer åäö"],
)  # fmt: skip
def test_nobody_reads_it_without_the_token(authorization: str) -> None:
    answer = Client().get("/metrics", headers={"Authorization": authorization})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert b"tamio_" not in answer.content


def test_nobody_reads_it_by_being_signed_in_either() -> None:
    assert Client().get("/metrics").status_code == 401


def test_it_is_only_read() -> None:
    brought = {"Authorization": f"Bearer {TOKEN}"}
    assert Client().post("/metrics", headers=brought).status_code == 405


def test_it_speaks_prometheus_own_text_and_is_never_kept() -> None:
    answer = scrape()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMAT)
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_comes_compressed_to_whoever_asks_for_that(far_side: FarSide) -> None:
    recorded()
    answer = scrape(**{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"tamio_lane_backlog" in gzip.decompress(answer.content)


def test_it_tells_what_waits_and_for_what(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    for number, hours in ((1, 30), (2, 20), (3, 10)):
        recorded(subject_id=number, store=store, now=NOW - hours * HOUR)
    far_side.will_answer(1, Rejected(PROBLEM))
    far_side.will_answer(2, Later(PROBLEM, after=HOUR))
    drain_due(clock=clock)
    recorded(subject_id=4, store=store, now=NOW - 2 * HOUR)

    found, key = scraped(), (store.slug, "far")
    backlog = found["tamio_lane_backlog"]
    assert {state: backlog[(*key, state)] for state in ("due", "later", "rejected", "bug")} == {
        "due": 1, "later": 1, "rejected": 1, "bug": 0,
    }  # fmt: skip
    assert found["tamio_lane_oldest_waiting_seconds"] == {key: 20 * 3600}
    assert found["tamio_lane_oldest_stopped_seconds"] == {key: 30 * 3600}
    attempts = found["tamio_lane_attempts_total"]
    assert [attempts[(*key, answer)] for answer in ("submitted", "later", "rejected")] == [1, 1, 1]


def test_it_tells_who_walks_and_whether_anything_can_go(far_side: FarSide, clock: Hand) -> None:
    walked, closed, resting = (recorded(subject_id=number) for number in (1, 2, 3))
    assert take(lane_id=walked.lane_id, owner="w", clock=clock)
    Lane.objects.filter(pk=walked.lane_id).update(takeovers=4)
    close_lane(store_id=closed.store_id, destination="far", reason="reconnect", now=NOW, by=PERSON)
    Lane.objects.filter(pk=resting.lane_id).update(rests_until=NOW + timedelta(seconds=90))

    found = scraped()
    slugs = [delivery.store.slug for delivery in (walked, closed, resting)]
    each = [(slug, "far") for slug in slugs]
    assert [found["tamio_lane_leased"][key] for key in each] == [1, 0, 0]
    assert [found["tamio_lane_open"][key] for key in each] == [1, 0, 1]
    assert found["tamio_lane_closed"] == {(slugs[1], "far", "reconnect"): 1}
    assert [found["tamio_lane_resting_seconds"][key] for key in each] == [0, 0, 90]
    assert [found["tamio_lane_leases_total"][key] for key in each] == [1, 0, 0]
    assert [found["tamio_lane_takeovers_total"][key] for key in each] == [4, 0, 0]


def test_an_age_is_never_negative_when_the_clock_was_set_back() -> None:
    lane = a_lane(oldest_waiting_at=NOW + HOUR)
    [metric] = [
        metric
        for metric in lane_metrics(stands(lane))
        if metric.name == "tamio_lane_oldest_waiting_seconds"
    ]
    assert metric.samples == [(("glashyttan", "far"), 0)]


def test_it_tells_what_the_destinations_tell() -> None:
    store = make_store()
    connect(store)

    assert scraped()["tamio_fortnox_connection_info"] == {(store.slug, "910001"): 1}


def test_names_and_help_keep_to_prometheus_conventions() -> None:
    connect(make_store())
    families = list(text_string_to_metric_families(scrape().content.decode()))

    assert [family.name for family in families if not family.documentation.endswith(".")] == []
    for family in families:
        assert re.fullmatch(r"tamio_[a-z]+(_[a-z]+)+", family.name)
        assert family.type in {"counter", "gauge"}
        for sample in family.samples:
            assert sample.name.endswith("_total") == (family.type == "counter")


def test_every_metric_stands_in_the_documentation_and_no_other(far_side: FarSide) -> None:
    store = make_store()
    connect(store)
    close_lane(store_id=store.pk, destination="fortnox", reason="reconnect", now=NOW, by=PERSON)
    page = (ROOT / "docs" / "watching.md").read_text("utf-8")
    declared = re.findall(r"^# TYPE (\S+)", scrape().content.decode(), re.MULTILINE)

    assert set(re.findall(r"\btamio_(?:lane|fortnox)_\w+", page)) == set(declared)


def test_a_scrape_asks_as_much_of_many_lanes_as_of_few_and_writes_nothing(
    far_side: FarSide,
) -> None:
    numbers = iter(range(99))

    def grow(lanes: int) -> int:
        for _ in range(lanes):
            recorded(subject_id=next(numbers))
        with CaptureQueriesContext(connection) as asked:
            scrape()
        assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
        return len(asked)

    assert grow(3) == grow(27) == 3
    assert Delivery.objects.count() == 30
