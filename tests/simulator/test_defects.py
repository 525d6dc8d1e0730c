"""The known defects of Fortnox's description: each is needed, and the recordings need no other."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from fortnox_simulator.api.routes import RESOURCES
from tests.simulator.caller import Caller, caller
from tests.simulator.described import defects, operations
from tests.simulator.described.defects import DEFECTS, Defect
from tests.simulator.described.exchanges import Exchange, all_departures, departures
from tests.simulator.described.trim import reached

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


def due() -> list[Defect]:
    """The defects of what is simulated: those of a resource to come wait for it."""
    found = [
        operations.find(route.method, f"/3/{route.path}")
        for each in RESOURCES
        for route in each.ROUTES
    ]
    specs = [operation.spec for operation, _ in filter(None, found)]
    simulated = reached(specs, operations.described()["components"]["schemas"])
    return [each for each in DEFECTS if each.schema in simulated or " " in (each.schema or " ")]


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


def test_every_recording_that_proves_a_defect_is_kept() -> None:
    assert [each.why for each in due() if each.recording and each.recording not in RECORDINGS] == []


def test_a_defect_that_a_recording_proves_names_it() -> None:
    exchanges = filter(None, map(recorded, RECORDINGS))

    assert [defect.why for defect in known(exchanges) if not defect.recording] == []


def test_every_other_defect_is_met_by_the_simulator() -> None:
    fortnox = caller()
    meet(fortnox)

    exchanges = [Exchange.logged(entry) for entry in fortnox.state.log.entries()]
    unmet = {defect for defect in due() if not defect.recording} - known(exchanges)

    assert [defect.why for defect in unmet] == []


def meet(fortnox: Caller) -> None:
    """Calls that lead to the defects which no recording proves."""
    fortnox.get("/accounts?limit=1")
    fortnox.customer(SalesAccount="3001")
    fortnox.customer(Active="true", Name=True)
    fortnox.put("/customers/1", {"Customer": {"Phone1": None, "CountryCode": "", "VATType": ""}})
    fortnox.article(ArticleNumber="KANNA")
    fortnox.get("/articles/KANNA")
    long = {"Description": "x" * 256}
    fortnox.order({"AccountNumber": "API_BLANK", **long})
    row_id = fortnox.get("/orders/1")[1]["Order"]["OrderRows"][0]["RowId"]
    fortnox.put("/orders/1", {"Order": {"OrderRows": [{"RowId": row_id}]}})
    fortnox.put("/orders/1/cancel", {"Order": {"Colour": "red"}})
    rows = [{"AccountNumber": 0, **long}]
    invoice = {"CustomerNumber": "1", "InvoiceRows": rows, "DeliveryAddress1": "x" * 1025}
    fortnox.post("/invoices", {"Invoice": invoice})
    fortnox.post("/vouchers", {"Voucher": voucher(fortnox)})
    fortnox.get("/prices/sublist/A")


def voucher(fortnox: Caller) -> dict[str, Any]:
    return {
        "Description": "Kontantförsäljning",
        "TransactionDate": fortnox.state.clock.today().isoformat(),
        "VoucherSeries": "A",
        "VoucherRows": [{"Account": 1930, "Debit": 100}, {"Account": 3004, "Credit": 100}],
    }
