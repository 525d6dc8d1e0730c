"""The lanes as a table for a terminal: those that need someone first, the totals in the last line.

A lane that needs someone has a line of its own beneath it, which says why.
"""

from datetime import datetime

from django.utils import timezone

from tamio.config.watching.words import clipped, count, counted, listed, percent, since
from tamio.outbox.overview import LaneOverview, Overview
from tamio.outbox.owner import short
from tamio.outbox.states import STOPPED, State
from tamio.outbox.totals import Totals, totals

WIDTH = 100
HEADS = (
    "STORE", "TO", "LANE", "DUE", "LATER", "NEEDS", "OLDEST", "RATE", "SENT", "RETRIES", "LEASES",
    "LOST",
)  # fmt: skip
#: STORE, TO and LANE are words; the rest are figures, and stand to the right.
_WORDS = 3
_LONGEST_WORDS = 12
_GAP = "  "

Row = tuple[str, ...]


def table(stands: Overview, *, width: int = WIDTH, lines: int | None = None) -> str:
    """At most `width` wide. With `lines` no more of them, and the lanes that come last left out."""
    together = totals(stands.lanes)
    head = [clipped(line, width) for line in _head(stands.at, together)]
    if not stands.lanes:
        return "\n".join([*head, "There are no lanes: nothing was sold yet, nothing is connected."])
    rows = [_row(lane, stands.at) for lane in stands.lanes]
    heads, *told, total = _aligned([HEADS, *rows, _total(together, stands.at)], width)
    blocks = [
        [line, *(clipped(why, width) for why in _why(lane, stands.at))]
        for line, lane in zip(told, stands.lanes, strict=True)
    ]
    room = None if lines is None else lines - len(head) - 2
    return "\n".join([*head, heads, *_fitting(blocks, room), total])


def _head(at: datetime, together: Totals) -> list[str]:
    parts = [
        counted(together.lanes, "lane", "lanes"),
        counted(together.need_someone, "needs someone", "need someone"),
        f"{together.walked} walked by {counted(together.workers, 'worker', 'workers')}",
    ]
    answers = listed(together.answers) or "none"
    return [
        f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}   {', '.join(parts)}",
        f"Answers so far: {answers}",
        "",
    ]


def _row(lane: LaneOverview, at: datetime) -> Row:
    rate = f"{lane.rate.counted}/{lane.rate.allowed}" if lane.rate else "-"
    words = (clipped(text, _LONGEST_WORDS) for text in (lane.destination, _standing(lane, at)))
    return lane.store, *words, *_figures(lane, rate, at)


def _total(together: Totals, at: datetime) -> Row:
    rate = percent(together.counted, together.allowed)
    return "TOTAL", "", "", *_figures(together, rate, at)


def _figures(seen: LaneOverview | Totals, rate: str, at: datetime) -> Row:
    """What is being sent stands under DUE; what arrived with other totals was sent, too."""
    return (
        count(seen.backlog["due"] + seen.backlog[State.SENDING]),
        count(seen.backlog["later"]),
        count(seen.stopped),
        since(seen.oldest_waiting_at, at),
        rate,
        count(seen.answers[State.SUBMITTED] + seen.answers[State.DIFFERS]),
        count(seen.answers[State.LATER]),
        count(seen.leases),
        count(seen.takeovers),
    )


def _standing(lane: LaneOverview, at: datetime) -> str:
    if not lane.is_open:
        return "closed"
    if lane.owner:
        return short(lane.owner)
    if lane.rests_until:
        return f"rests {since(at, lane.rests_until)}"
    return "open"


def _why(lane: LaneOverview, at: datetime) -> list[str]:
    if not lane.needs_someone:
        return []
    parts = []
    if not lane.is_open:
        parts.append(f"closed {since(lane.closed_at, at)} ago: {lane.closed_reason}")
    if lane.stopped:
        stopped = listed({state.value: lane.backlog[state] for state in STOPPED})
        parts.append(f"stopped: {stopped}, the oldest {since(lane.oldest_stopped_at, at)} ago")
    return [_GAP + "; ".join(parts)]


def _aligned(rows: list[Row], width: int) -> list[str]:
    """Columns as wide as what stands in them; the first takes what the others leave of `width`."""
    widths = [max(len(text) for text in column) for column in zip(*rows, strict=True)]
    widths[0] = min(widths[0], width - sum(len(_GAP) + taken for taken in widths[1:]))
    return [
        _GAP.join(
            clipped(text, taken).ljust(taken) if place < _WORDS else text.rjust(taken)
            for place, (text, taken) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _fitting(blocks: list[list[str]], room: int | None) -> list[str]:
    """The first of them, and how many more there are if not all fit."""
    lines = [line for block in blocks for line in block]
    if room is None or len(lines) <= room:
        return lines
    kept: list[str] = []
    for place, block in enumerate(blocks):
        if len(kept) + len(block) >= room:
            return [*kept, f"{_GAP}... and {counted(len(blocks) - place, 'lane', 'lanes')} more"]
        kept += block
    return kept
