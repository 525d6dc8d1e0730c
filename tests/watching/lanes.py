"""Lanes as a reading gives them, made by hand."""

from datetime import timedelta
from typing import Any

from tamio.outbox.lane_counts import BACKLOG
from tamio.outbox.outcome import ANSWERS
from tamio.outbox.overview import LaneOverview, Overview
from tests.factories import NOW

OWNER = "5d6cb28022a2ff5e:4711:481086:83ae1508"
HOUR = timedelta(hours=1)


def a_lane(
    *, backlog: dict[str, int] | None = None, answers: dict[str, int] | None = None, **fields: Any
) -> LaneOverview:
    """Open, idle and empty, unless told otherwise."""
    given: dict[str, Any] = {
        "store": "glashyttan",
        "destination": "far",
        "closed_reason": "",
        "closed_at": None,
        "closed_by": "",
        "rests_until": None,
        "owner": "",
        "leased_until": None,
        "oldest_waiting_at": None,
        "oldest_stopped_at": None,
        "leases": 0,
        "takeovers": 0,
        "rate": None,
    }
    return LaneOverview(
        backlog=dict.fromkeys(BACKLOG, 0) | (backlog or {}),
        answers={state.value: 0 for state in ANSWERS} | (answers or {}),
        **given | fields,
    )


def stands(*lanes: LaneOverview) -> Overview:
    return Overview(at=NOW, lanes=list(lanes), metrics=[])
