"""The watch over all exchanges: what is not as described fails the test that caused it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fortnox_simulator.api import routes
from fortnox_simulator.faults import Fault
from fortnox_simulator.resources.call import Answer, Call, Route
from fortnox_simulator.state import State
from fortnox_simulator.storage import SQLiteFile
from tests.simulator.caller import Caller, caller
from tests.simulator.described.watch import WATCH, Watch

COLOUR = "answer /Unit/Colour: 'red' breaks the unknown of fortnox_UnitSingleItem Colour"


@pytest.fixture(autouse=True)
def _wrong_answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A unit has a colour; the watch forgets it again, or these tests would fail."""

    def colourful(call: Call) -> Answer:
        unit = {"Code": call.key, "Description": "styck", "Colour": "red"}
        return Answer(200, {"Unit": unit})

    route = Route("GET", "units/{code}", colourful, "settings")
    monkeypatch.setitem(routes.TABLE, ("GET", "units", 2), [(("units", ""), route)])
    yield
    WATCH.taken()


def test_what_departs_is_named_with_its_call() -> None:
    fortnox = caller()

    fortnox.get("/units/st")
    fortnox.get("/units/st")

    assert WATCH.taken() == [f"GET /3/units/st 200: {COLOUR}"]


def test_a_test_is_failed_by_what_departed_in_it() -> None:
    caller().get("/units/st")

    with pytest.raises(pytest.fail.Exception, match="/Unit/Colour"):
        WATCH.judge()
    WATCH.judge()  # and the next one is not


def test_few_of_many_departures_are_shown() -> None:
    fortnox = caller()
    for code in range(12):
        fortnox.get(f"/units/{code}")

    with pytest.raises(pytest.fail.Exception, match=r"\.\.\. and 2 more"):
        WATCH.judge()


@pytest.mark.parametrize(
    ("kind", "departs"), [("status", False), ("maintenance", False), ("garbage", True)]
)
def test_what_a_fault_answers_is_nobodys_departure(kind: str, departs: bool) -> None:
    fortnox = caller()
    fortnox.state.faults.add(Fault(kind=kind))

    fortnox.send("GET", "/units/st")

    assert bool(WATCH.taken()) is departs


def test_what_another_process_kept_is_seen_too(tmp_path: Path) -> None:
    path, watch = tmp_path / "simulator.sqlite3", Watch()
    state = State(storage=SQLiteFile(path), rate_limit=0)
    Caller(state).get("/units/st")
    state.storage.close()
    WATCH.taken()

    watch.see_file(path)

    assert watch.taken() == [f"GET /3/units/st 200: {COLOUR}"]
