"""The table as a person reads it."""

from textwrap import indent

import pytest

from tamio.config.watching.table import WIDTH, table
from tamio.outbox.figures import RateUsed
from tests.conventions.sources import ROOT
from tests.factories import NOW
from tests.watching.lanes import HOUR, OWNER, a_lane, stands

TROUBLED = a_lane(
    store="norrsken",
    destination="fortnox",
    closed_reason="reconnect",
    closed_at=NOW - 3 * HOUR,
    closed_by="tamio",
    backlog={"due": 14, "reconnect": 1},
    oldest_waiting_at=NOW - 2 * HOUR,
    oldest_stopped_at=NOW - 3 * HOUR,
    answers={"submitted": 1042, "later": 31, "reconnect": 1},
    leases=310,
    takeovers=2,
    rate=RateUsed(shared="910001", counted=0, allowed=24),
)
STOPPED = a_lane(
    store="sjobris",
    destination="fortnox",
    backlog={"settings": 3, "rejected": 1, "bug": 1},
    oldest_stopped_at=NOW - 150 * HOUR,
    answers={"submitted": 310, "differs": 2, "settings": 3, "rejected": 1, "bug": 1},
    leases=88,
    rate=RateUsed(shared="910002", counted=0, allowed=24),
)
WALKED = a_lane(
    destination="fortnox",
    owner=OWNER,
    leased_until=NOW + HOUR,
    backlog={"due": 230, "sending": 2},
    oldest_waiting_at=NOW - HOUR / 60,
    answers={"submitted": 20411, "later": 204},
    leases=1700,
    rate=RateUsed(shared="910003", counted=17, allowed=24),
)
RESTING = a_lane(
    store="linneboden",
    destination="fortnox",
    rests_until=NOW + HOUR / 5,
    backlog={"due": 3, "later": 1},
    oldest_waiting_at=NOW - HOUR / 2,
    answers={"submitted": 512, "later": 9},
    leases=77,
    rate=RateUsed(shared="910004", counted=1, allowed=24),
)
IDLE = a_lane(
    store="granit",
    destination="fortnox",
    closed_reason="not-connected",
    closed_at=NOW,
    closed_by="tamio",
)
EXPECTED = """\
2026-11-23 10:00:00   5 lanes, 2 need someone, 1 walked by 1 worker
Answers so far: 22275 submitted, 2 differs, 244 later, 3 settings, 1 rejected, 1 reconnect, 1 bug

STORE       TO       LANE          DUE  LATER  NEEDS  OLDEST   RATE   SENT  RETRIES  LEASES  LOST
norrsken    fortnox  closed         14      -      1     2 h   0/24   1042       31     310     2
  closed 3 h ago: reconnect; stopped: 1 reconnect, the oldest 3 h ago
sjobris     fortnox  open            -      -      5       -   0/24    312        -      88     -
  stopped: 3 settings, 1 rejected, 1 bug, the oldest 6 d ago
glashyttan  fortnox  4711@5d6c     232      -      -    60 s  17/24  20411      204    1700     -
linneboden  fortnox  rests 12 min    3      1      -  30 min   1/24    512        9      77     -
granit      fortnox  closed          -      -      -       -      -      -        -       -     -
TOTAL                              249      1      6     2 h    19%  22277      244    2175     2"""


def test_a_table_says_at_a_glance_who_must_act_and_what_goes_by_itself() -> None:
    assert table(stands(TROUBLED, STOPPED, WALKED, RESTING, IDLE)) == EXPECTED


def test_the_documentation_shows_a_table_as_it_is() -> None:
    page = (ROOT / "docs" / "watching.md").read_text("utf-8")
    assert indent(EXPECTED, "    ") in page


def test_an_installation_without_lanes_says_so() -> None:
    said = table(stands())
    assert "There are no lanes" in said
    assert "STORE" not in said


#: The most that can stand in every column.
HUGE = a_lane(
    store="a-store-whose-slug-is-as-long-as-a-slug-may-ever-be",
    destination="a-destination-with-a-long-name",
    owner="5d6cb28022a2ff5e:4194304:481086:83ae1508",
    backlog=dict.fromkeys(["due", "later", "settings", "rejected", "reconnect", "bug"], 123_456),
    oldest_waiting_at=NOW - 24 * 9_999 * HOUR,
    oldest_stopped_at=NOW - 24 * 9_999 * HOUR,
    answers=dict.fromkeys(["submitted", "later", "settings", "rejected", "skipped"], 48_123_456),
    leases=48_123_456,
    takeovers=48_123_456,
    rate=RateUsed(shared="910001", counted=24, allowed=24),
)


def test_a_table_is_never_wider_than_a_narrow_terminal() -> None:
    lines = table(stands(HUGE, TROUBLED, WALKED)).splitlines()
    assert max(map(len, lines)) <= WIDTH
    heading, *rows = [line for line in lines[3:] if not line.startswith("  ")]
    assert {len(row) for row in rows} == {len(heading)} == {WIDTH}


def test_a_wider_terminal_shows_more_of_a_long_name() -> None:
    assert HUGE.store in table(stands(HUGE), width=160)
    assert HUGE.store not in table(stands(HUGE))


@pytest.mark.parametrize("lines", [8, 9, 10, 12, 40])
def test_a_short_terminal_shows_the_first_lanes_and_the_totals(lines: int) -> None:
    many = [TROUBLED, *(a_lane(store=f"butik-{number}") for number in range(20))]
    said = table(stands(*many), lines=lines).splitlines()

    assert len(said) <= lines
    assert said[-1].startswith("TOTAL")
    shown = sum(line.startswith(("norrsken", "butik")) for line in said)
    left = [line for line in said if line.startswith("  ... and")]
    assert left == ([f"  ... and {21 - shown} lanes more"] if shown < 21 else [])
