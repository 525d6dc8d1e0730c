"""The lanes as metrics, read from the rows when they are asked for.

So they are right however many processes there are, survive them all, and cost nothing in between.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from tamio.clock import now
from tamio.outbox.figures import Metric
from tamio.outbox.overview import LaneOverview, Overview, overview

_LANE = ("store", "destination")


class LanesCollector:
    """What a registry asks at every scrape."""

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        stands = overview(now=now())
        for metric in [*lane_metrics(stands), *stands.metrics]:
            yield _family(metric)


registry = CollectorRegistry()
registry.register(LanesCollector())


def lane_metrics(stands: Overview) -> list[Metric]:
    return [*_door(stands), *_waiting(stands), *_history(stands)]


def _door(stands: Overview) -> list[Metric]:
    """Whether anything can go at all."""
    closed = [lane for lane in stands.lanes if not lane.is_open]
    return [
        _each("open", "1 while the lane is open, 0 while it is closed.", stands, _is_open),
        Metric(
            name="tamio_lane_closed",
            help="1 while the lane is closed, with the reason; open lanes are left out.",
            labels=(*_LANE, "reason"),
            samples=[((*_key(lane), lane.closed_reason), 1) for lane in closed],
        ),
        _each(
            "resting_seconds",
            "How long the lane still rests after trouble with the whole far side.",
            stands,
            lambda lane: _until(lane.rests_until, stands.at),
        ),
        _each("leased", "1 while a worker walks the lane.", stands, lambda lane: bool(lane.owner)),
    ]


def _waiting(stands: Overview) -> list[Metric]:
    return [
        Metric(
            name="tamio_lane_backlog",
            help="Deliveries that are not settled, by what they wait for.",
            labels=(*_LANE, "state"),
            samples=[
                ((*_key(lane), state), count)
                for lane in stands.lanes
                for state, count in lane.backlog.items()
            ],
        ),
        _each(
            "oldest_waiting_seconds",
            "How long ago the oldest was recorded that goes by itself; 0 if there is none.",
            stands,
            lambda lane: _since(lane.oldest_waiting_at, stands.at),
        ),
        _each(
            "oldest_stopped_seconds",
            "How long ago the oldest was recorded that waits for a person; 0 if there is none.",
            stands,
            lambda lane: _since(lane.oldest_stopped_at, stands.at),
        ),
    ]


def _history(stands: Overview) -> list[Metric]:
    """What only grows."""
    return [
        Metric(
            name="tamio_lane_attempts_total",
            help="Attempts by what was answered; later: a retry.",
            labels=(*_LANE, "answer"),
            samples=[
                ((*_key(lane), answer), count)
                for lane in stands.lanes
                for answer, count in lane.answers.items()
            ],
        ),
        _each(
            "leases_total",
            "How many times a worker took the lane.",
            stands,
            lambda lane: lane.leases,
        ),
        _each(
            "takeovers_total",
            "How many times it was taken from a worker that had not let go by itself.",
            stands,
            lambda lane: lane.takeovers,
        ),
    ]


def _each(
    name: str, told: str, stands: Overview, figure: Callable[[LaneOverview], float]
) -> Metric:
    samples = [(_key(lane), float(figure(lane))) for lane in stands.lanes]
    return Metric(name=f"tamio_lane_{name}", help=told, labels=_LANE, samples=samples)


def _key(lane: LaneOverview) -> tuple[str, str]:
    return lane.store, lane.destination


def _is_open(lane: LaneOverview) -> bool:
    return lane.is_open


def _since(moment: datetime | None, at: datetime) -> float:
    return max(0.0, (at - moment).total_seconds()) if moment else 0.0


def _until(moment: datetime | None, at: datetime) -> float:
    return max(0.0, (moment - at).total_seconds()) if moment else 0.0


def _family(metric: Metric) -> CounterMetricFamily | GaugeMetricFamily:
    kind = CounterMetricFamily if metric.is_counter else GaugeMetricFamily
    family = kind(metric.name, metric.help, labels=metric.labels)
    for labels, figure in metric.samples:
        family.add_metric(labels, figure)
    return family
