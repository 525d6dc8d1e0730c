"""/3/settings: the company's card, and the locked period."""

from typing import Any

import pytest

from tests.simulator.caller import TENANT, Caller, caller, refusal

CARD: dict[str, Any] = {
    "address": "Storgatan 1",
    "country_code": "NO",
    "email": "info@bolaget.example",
    "vat_number": "SE559284517501",
    "tax_enabled": False,
}


def lock(fortnox: Caller, **message: Any) -> Any:
    message = {"kind": "lock_period", "tenant": TENANT, **message}
    return fortnox.http.post("/_simulator/faults", json=message)


def test_the_companys_settings_come_from_its_card() -> None:
    settings = caller(**CARD).get("/settings/company")[1]["CompanySettings"]

    assert settings["DatabaseNumber"] == str(TENANT)
    assert (settings["Name"], settings["Address"]) == ("Provbolaget AB", "Storgatan 1")
    assert (settings["OrganizationNumber"], settings["VATNumber"]) == (
        "559284-5175",
        "SE559284517501",
    )
    assert (settings["CountryCode"], settings["Country"]) == ("NO", "Norge")
    assert (settings["VisitCountry"], settings["Phone1"]) == ("", "")
    assert settings["TaxEnabled"] is False
    assert settings["Email"] == "info@bolaget.example"


def test_no_period_is_locked_until_one_is() -> None:
    fortnox = caller()
    assert fortnox.get("/settings/lockedperiod") == (200, {"LockedPeriod": {}})

    assert lock(fortnox, date="2026-03-31").status_code == 200
    assert fortnox.get("/settings/lockedperiod")[1]["LockedPeriod"] == {"EndDate": "2026-03-31"}

    assert lock(fortnox, date=None).status_code == 200
    assert fortnox.get("/settings/lockedperiod")[1]["LockedPeriod"] == {}


def test_a_seed_may_lock_a_period() -> None:
    fortnox = caller(locked_until="2025-12-31")

    assert fortnox.get("/settings/lockedperiod")[1]["LockedPeriod"] == {"EndDate": "2025-12-31"}


@pytest.mark.parametrize("message", [{}, {"date": "soon"}, {"date": 20260331}, {"date": ""}])
def test_a_period_is_locked_by_a_date_or_unlocked_by_null(message: dict[str, Any]) -> None:
    fortnox = caller(locked_until="2025-12-31")

    response = lock(fortnox, **message)

    assert (response.status_code, response.json()["field"]) == (400, "date")
    assert fortnox.get("/settings/lockedperiod")[1]["LockedPeriod"] == {"EndDate": "2025-12-31"}


def test_the_settings_need_their_scope() -> None:
    fortnox = caller(scopes=("companyinformation",))

    assert refusal(fortnox.get("/settings/company")) == (403, 2000663)
    assert refusal(fortnox.get("/settings/lockedperiod")) == (403, 2000663)
