"""The lanes as JSON: what the table says, unabridged, for programs."""

from typing import Any

from tamio.outbox.overview import LaneOverview, Overview
from tamio.outbox.totals import Totals, totals


def plain(stands: Overview) -> dict[str, Any]:
    """Moments are aware datetimes; all else is JSON already."""
    together = totals(stands.lanes)
    return {
        "at": stands.at,
        "lanes": [_lane(lane) for lane in stands.lanes],
        "totals": {
            "lanes": together.lanes,
            "need_someone": together.need_someone,
            "walked": together.walked,
            "workers": together.workers,
            **_figures(together),
            "rate": {"counted": together.counted, "allowed": together.allowed},
        },
    }


def _lane(lane: LaneOverview) -> dict[str, Any]:
    rate = lane.rate
    return {
        "store": lane.store,
        "destination": lane.destination,
        "needs_someone": lane.needs_someone,
        "open": lane.is_open,
        "closed_reason": lane.closed_reason,
        "closed_at": lane.closed_at,
        "closed_by": lane.closed_by,
        "rests_until": lane.rests_until,
        "owner": lane.owner,
        "leased_until": lane.leased_until,
        **_figures(lane),
        "rate": {"counted": rate.counted, "allowed": rate.allowed} if rate else None,
    }


def _figures(seen: LaneOverview | Totals) -> dict[str, Any]:
    return {
        "backlog": dict(seen.backlog),
        "oldest_waiting_at": seen.oldest_waiting_at,
        "oldest_stopped_at": seen.oldest_stopped_at,
        "answers": dict(seen.answers),
        "leases": seen.leases,
        "takeovers": seen.takeovers,
    }
