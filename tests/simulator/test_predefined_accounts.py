"""/3/predefinedaccounts, and what order rows without an account are booked on."""

from typing import Any

import pytest

from fortnox_simulator.ledger.accounts import account
from fortnox_simulator.ledger.predefined import STANDARD, required_vat_code
from tests.simulator.caller import Caller, caller, refusal


def changed(fortnox: Caller, name: str, number: object) -> tuple[int, Any]:
    return fortnox.put(f"/predefinedaccounts/{name}", {"PreDefinedAccount": {"Account": number}})


def booked_on(fortnox: Caller, **row: Any) -> int:
    number: int = fortnox.order({"Price": 1, **row})["OrderRows"][0]["AccountNumber"]
    return number


def test_they_come_all_at_once() -> None:
    fortnox = caller()

    answer = fortnox.get("/predefinedaccounts?limit=2&page=2")[1]

    assert answer["MetaInformation"]["@TotalPages"] == 1
    assert len(answer["PreDefinedAccounts"]) == answer["MetaInformation"]["@TotalResources"]
    accounts = {item["Name"]: item["Account"] for item in answer["PreDefinedAccounts"]}
    assert [accounts[f"SALES_{rate}_SE"] for rate in (25, 12, 6, 0)] == [3001, 3002, 3003, 3004]
    assert (accounts["CUSTCLAIM"], accounts["FREIGHT"], accounts["ADMFEE"]) == (1510, 3520, 3540)
    assert accounts["ROUNDOFF"] == 3740


def test_each_is_an_active_account_of_the_chart_with_a_fitting_vat_code() -> None:
    company = caller().company

    for name, number in STANDARD.items():
        found = account(company, year=2, number=number)
        assert found is not None, name
        assert found["Active"], name
        assert required_vat_code(name) in {None, found["VATCode"]}, name


def test_one_is_read_by_its_name() -> None:
    fortnox = caller()

    assert fortnox.get("/predefinedaccounts/ROUNDOFF")[1] == {
        "PreDefinedAccount": {
            "@url": "https://api.fortnox.se/3/predefinedaccounts/ROUNDOFF",
            "Account": 3740,
            "Name": "ROUNDOFF",
        }
    }
    assert refusal(fortnox.get("/predefinedaccounts/ROUND")) == (404, 2001403)
    assert refusal(changed(fortnox, "ROUND", 3740)) == (404, 2001403)


def test_one_that_was_changed_stays_so() -> None:
    fortnox = caller(predefined_accounts={"FREIGHT": 3530})

    assert changed(fortnox, "ROUNDOFF", "3790")[1]["PreDefinedAccount"]["Account"] == 3790
    assert fortnox.get("/predefinedaccounts/ROUNDOFF")[1]["PreDefinedAccount"]["Account"] == 3790
    assert fortnox.get("/predefinedaccounts/FREIGHT")[1]["PreDefinedAccount"]["Account"] == 3530
    assert fortnox.get("/predefinedaccounts/ADMFEE")[1]["PreDefinedAccount"]["Account"] == 3540


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        ("ROUNDOFF", None, 2001265),
        ("ROUNDOFF", "", 2001265),
        ("ROUNDOFF", "API_BLANK", 2001265),
        ("ROUNDOFF", 3741, 2001265),  # not in the chart
        ("ROUNDOFF", 3710, 2001265),  # inactive
        ("ROUNDOFF", 374, 2002462),
        ("ROUNDOFF", 37400, 2002462),
        ("ROUNDOFF", "0374", 2002462),
        ("ROUNDOFF", "abcd", 2002462),
        ("SALES_25_SE", 3002, 2004052),
        ("SALES_25_SE2", 3004, 2004052),
        ("SALES_0_SE", 3105, 2004052),
        ("SALES_12_SE", 3740, 2004052),
    ],
)
def test_an_account_that_does_not_fit_is_refused(name: str, number: object, code: int) -> None:
    fortnox = caller()

    assert refusal(changed(fortnox, name, number)) == (400, code)
    shown = fortnox.get(f"/predefinedaccounts/{name}")[1]["PreDefinedAccount"]["Account"]
    assert shown == STANDARD[name]


def test_an_account_must_be_given() -> None:
    body: dict[str, Any] = {"PreDefinedAccount": {"Name": "ROUNDOFF"}}

    assert refusal(caller().put("/predefinedaccounts/ROUNDOFF", body)) == (400, 2001265)
    body["PreDefinedAccount"] = {"Account": 3740, "Number": 1}
    assert refusal(caller().put("/predefinedaccounts/ROUNDOFF", body)) == (400, 2001399)
    assert refusal(caller().put("/predefinedaccounts", body)) == (400, 2000729)


def test_rows_without_an_account_follow_them() -> None:
    fortnox = caller()
    assert [booked_on(fortnox, VAT=rate) for rate in (25, 12, 6, 0)] == [3001, 3002, 3003, 3004]

    changed(fortnox, "SALES_25_SE", 3051)
    changed(fortnox, "SALES_6_SE", 3053)

    assert [booked_on(fortnox, VAT=rate) for rate in (25, 12, 6, 0)] == [3051, 3002, 3053, 3004]
    assert booked_on(fortnox) == 3051


def test_a_rate_without_an_account_of_its_own_takes_that_of_the_full_rate() -> None:
    fortnox = caller(settings={"vat_rates": [25, 12, 6, 0, 21]})

    assert booked_on(fortnox, VAT=21) == 3001


@pytest.mark.parametrize(
    ("vat_type", "name", "number", "other"),
    [
        ("EUVAT", "SALESEUVAT", 3106, 3056),
        ("EUREVERSEDVAT", "SALESEUREV", 3108, 3058),
        ("EXPORT", "SALESEXPORT", 3105, 3055),
        ("SEREVERSEDVAT", "SALESCONSTR2", 3231, 3001),
    ],
)
def test_rows_of_a_customer_abroad_or_in_construction_follow_them(
    vat_type: str, name: str, number: int, other: int
) -> None:
    fortnox = caller(customers=[{"Name": "Kund", "VATType": vat_type}])
    assert booked_on(fortnox) == number

    changed(fortnox, name, other)

    assert booked_on(fortnox) == other


def test_services_have_accounts_of_their_own() -> None:
    article = {"ArticleNumber": "A", "Description": "Timme", "Type": "SERVICE"}
    settings = {"article_accounts": {"SalesAccount": None}}
    fortnox = caller(settings=settings, articles=[article])

    assert booked_on(fortnox, ArticleNumber="A", VAT=12) == 3042
