"""Plays a recorded exchange again, against the simulator on the same state."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.simulator.caller import Caller, caller

RECORDINGS = Path(__file__).parent / "recordings"


def nothing(fortnox: Caller) -> None:
    """The company as it is."""


@dataclass(frozen=True)
class Replay:
    """`differs` names fields and, above them in the table, why; `series` sets the next numbers.

    `body` stands for a request that was lost: what must have been sent for that answer.
    `retyped` fields changed their JSON type since, and the keys of `reordered` objects their order.
    """

    name: str
    prepare: Callable[[Caller], None] = nothing
    differs: frozenset[str] = frozenset()
    newer: frozenset[str] = frozenset()
    retyped: frozenset[str] = frozenset()
    reordered: frozenset[str] = frozenset()
    company: Mapping[str, Any] = field(default_factory=dict)
    series: tuple[tuple[str, int], ...] = ()
    body: Any = None


def check(case: Replay) -> None:
    """Status, key order, values and headers must be as recorded, but for what the case names."""
    recording = json.loads((RECORDINGS / f"{case.name}.json").read_text("utf-8"))
    fortnox = caller(**case.company, series=dict(case.series))
    at_the_recorded_time(fortnox, recording["response"]["headers"]["Date"])
    case.prepare(fortnox)
    if recording["response"]["status"] == 401:
        fortnox.token = "expired"

    response = fortnox.send(
        recording["request"]["method"],
        path(recording),
        case.body or recording["request"]["body_json"],
    )

    recorded = recording["response"]
    assert response.status_code == recorded["status"], response.text
    compare(recorded["body_json"], response.json(), case)
    compare_headers(recorded["headers"], response.headers)


def at_the_recorded_time(fortnox: Caller, header: str) -> None:
    now = parsedate_to_datetime(header)
    fortnox.state.clock.move_to(now + timedelta(minutes=1))
    fortnox.token = fortnox.new_token()


def path(recording: dict[str, Any]) -> str:
    address = urlsplit(str(recording["request"]["uri"]))
    return address.path.removeprefix("/3") + (f"?{address.query}" if address.query else "")


def compare(recorded: Any, ours: Any, case: Replay, name: str = "") -> None:
    if isinstance(recorded, dict):
        order = sorted if name in case.reordered else list
        assert order(key for key in ours if key not in case.newer) == order(recorded), name
        for key, value in recorded.items():
            compare(value, ours[key], case, key)
    elif isinstance(recorded, list):
        assert len(recorded) == len(ours), name
        for theirs, our in zip(recorded, ours, strict=True):
            compare(theirs, our, case, name)
    elif name in case.retyped:
        assert str(ours) == str(recorded), name
    elif name in case.differs:
        assert recorded is None or ours is None or kind(recorded) == kind(ours), name
    else:
        assert (kind(ours), ours) == (kind(recorded), recorded), name


def kind(value: Any) -> str:
    return "number" if type(value) in {int, float} else type(value).__name__


def compare_headers(recorded: Any, ours: Any) -> None:
    assert ours["content-type"] == recorded["Content-Type"]
    assert ours.get("location") == recorded.get("Location")
    for name in ("X-Uid", "X-Rack-Responsetime", "X-Build"):
        assert (name in ours) is (name in recorded), name
