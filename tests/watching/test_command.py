"""`tamio lanes`, as it is called."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tamio.config import cli
from tamio.outbox.lanes import take
from tests.factories import NOW, make_store
from tests.outbox.conftest import clock, far_side
from tests.outbox.far_side import FarSide, Hand
from tests.outbox.rows import recorded

__all__ = ["clock", "far_side"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    monkeypatch.delenv("COLUMNS", raising=False)


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("lanes", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_the_table_with_the_totals_last(far_side: FarSide) -> None:
    store = make_store()
    recorded(subject_id=1, store=store)
    recorded(subject_id=2, store=store)
    *_, lane, total = said().splitlines()

    assert lane.split()[:5] == [store.slug, "far", "open", "2", "-"]
    assert total.split()[:2] == ["TOTAL", "2"]


def test_one_store_is_shown_alone(far_side: FarSide) -> None:
    ours, theirs = make_store(), make_store()
    recorded(subject_id=1, store=ours)
    recorded(subject_id=2, store=theirs)

    assert ours.slug in said("--store", ours.slug)
    assert theirs.slug not in said("--store", ours.slug)


def test_a_store_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match="no store at 'nowhere'"):
        said("--store", "nowhere")


def test_json_says_all_of_it(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    lane_id = recorded(store=store).lane_id
    assert take(lane_id=lane_id, owner="worker", clock=clock)
    document = json.loads(said("--json"))

    [lane] = document["lanes"]
    assert document["at"] == lane["oldest_waiting_at"] == "2026-11-23T09:00:00Z"
    assert (lane["store"], lane["destination"]) == (store.slug, "far")
    assert (lane["open"], lane["needs_someone"], lane["owner"]) == (True, False, "worker")
    assert (lane["backlog"]["due"], lane["backlog"]["bug"]) == (1, 0)
    assert (lane["leases"], lane["takeovers"], lane["rate"]) == (1, 0, None)
    assert document["totals"]["lanes"] == document["totals"]["workers"] == 1
    assert document["totals"]["answers"]["submitted"] == 0


def test_following_stops_on_ctrl_c_without_a_complaint(
    far_side: FarSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = recorded()
    waits: list[float] = []

    def until_the_second_picture(seconds: float) -> None:
        if waits:
            raise KeyboardInterrupt
        waits.append(seconds)
        delivery.skip(reason="by hand", now=NOW, by="anna@example.com")

    monkeypatch.setattr("tamio.config.watching.live.time.sleep", until_the_second_picture)
    first, second = said("--live", "0.5").strip().split("\n\n2026-")

    assert waits == [0.5]
    assert [text.splitlines()[-1].split()[1] for text in (first, second)] == ["1", "-"]


@pytest.mark.parametrize("seconds", ["0", "-1", "often", "nan", "inf", "3601"])
def test_it_is_not_followed_at_a_senseless_pace(seconds: str) -> None:
    with pytest.raises(CommandError, match="seconds between two pictures"):
        said(f"--live={seconds}")


def test_json_is_not_followed() -> None:
    with pytest.raises(CommandError, match="not allowed with"):
        said("--json", "--live")


def test_the_command_is_listed(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["tamio", "--help"])
    cli.main()
    assert "\n  lanes " in capsys.readouterr().out
