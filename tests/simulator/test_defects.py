"""The known defects of Fortnox's description: each is needed, and the recordings need no other."""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from fortnox_simulator.api.routes import RESOURCES
from tests.simulator.caller import Caller, caller
from tests.simulator.described import defects
from tests.simulator.described.defects import DEFECTS, Defect
from tests.simulator.described.exchanges import Exchange, all_departures, departures
from tests.simulator.described.trim import PATHS

RECORDINGS = {path.stem: path for path in (Path(__file__).parent / "recordings").glob("*.json")}


def recorded(name: str) -> Exchange | None:
    """The exchange of a recording; None of one with the token endpoint."""
    recording = json.loads(RECORDINGS[name].read_text("utf-8"))
    request, response = recording["request"], recording["response"]
    address = urlsplit(request["uri"])
    if not address.path.startswith("/3/"):
        return None
    return Exchange(
        method=request["method"],
        path=address.path,
        status=response["status"],
        query=dict(parse_qsl(address.query)),
        request=json.dumps(request["body_json"]) if request["body_json"] else "",
        answer=json.dumps(response["body_json"]),
    )


def known(exchanges: Iterable[Exchange]) -> set[Defect]:
    found = (all_departures(exchange) for exchange in exchanges)
    return {
        defect for each in found for departure in each
        if (defect := defects.explanation(departure))
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(RECORDINGS))
def test_a_recorded_exchange_departs_in_known_defects_only(name: str) -> None:
    exchange = recorded(name)
    if exchange:
        assert list(map(str, departures(exchange))) == []


@pytest.mark.parametrize(
    "defect", [pytest.param(each, id=each.why) for each in DEFECTS if each.recording in RECORDINGS]
)
def test_a_defect_is_proven_by_its_recording(defect: Defect) -> None:
    exchange = recorded(defect.recording)

    assert exchange
    assert defect in known([exchange])


def test_only_what_is_not_simulated_yet_may_lack_its_recording() -> None:
    named = {defect.recording for defect in DEFECTS if defect.recording}
    lacking = {name.split("_")[0] for name in named - set(RECORDINGS)}

    assert {name for name in lacking if f"{name}s" in PATHS} == lacking
    assert [
        route.path for resource in RESOURCES for route in resource.ROUTES
        if route.path.startswith(tuple(lacking))
    ] == []  # fmt: skip


def test_a_defect_that_a_recording_proves_names_it() -> None:
    exchanges = filter(None, map(recorded, RECORDINGS))

    assert [defect.why for defect in known(exchanges) if not defect.recording] == []


def test_every_other_defect_is_met_by_the_simulator() -> None:
    fortnox = caller()
    meet(fortnox)

    exchanges = [Exchange.logged(entry) for entry in fortnox.state.log.entries()]
    unmet = {defect for defect in DEFECTS if not defect.recording} - known(exchanges)

    assert [defect.why for defect in unmet] == []


def meet(fortnox: Caller) -> None:
    """Calls that lead to the defects which no recording proves."""
    fortnox.get("/accounts?limit=1")
    fortnox.customer(SalesAccount="3001")
    fortnox.customer(Active="true", Name=True)
    fortnox.put("/customers/1", {"Customer": {"Phone1": None, "CountryCode": "", "VATType": ""}})
    fortnox.article(ArticleNumber="KANNA")
    fortnox.get("/articles/KANNA")
    fortnox.order({"AccountNumber": "API_BLANK", "Description": "x" * 256})
    row_id = fortnox.get("/orders/1")[1]["Order"]["OrderRows"][0]["RowId"]
    fortnox.put("/orders/1", {"Order": {"OrderRows": [{"RowId": row_id}]}})
    fortnox.put("/orders/1/cancel", {"Order": {"Colour": "red"}})
