"""/3/accounts: adding, changing and deleting in one year; lists; balances."""

from typing import Any

import pytest

from fortnox_simulator.ledger.chart import chart
from tests.simulator.bookkeeping import account, booked, credit, debit, this_year
from tests.simulator.caller import Caller, caller, refusal

NEW = {"Number": 3977, "Description": "Vinst vid avyttring av hyllor"}


def posted(fortnox: Caller, *, query: str = "", **fields: Any) -> tuple[int, Any]:
    return fortnox.post(f"/accounts{query}", {"Account": {**NEW, **fields}})


def changed(fortnox: Caller, number: int, *, query: str = "", **fields: Any) -> tuple[int, Any]:
    return fortnox.put(f"/accounts/{number}{query}", {"Account": fields})


def test_an_account_is_added_to_the_current_year_alone() -> None:
    fortnox = caller()

    status, answer = posted(fortnox, VATCode="MP1", SRU=7413)

    assert status == 201
    assert answer["Account"]["@url"].endswith("/accounts/3977?financialyear=2")
    assert (answer["Account"]["VATCode"], answer["Account"]["SRU"]) == ("MP1", 7413)
    assert (answer["Account"]["Active"], answer["Account"]["BalanceCarriedForward"]) == (True, 0)
    assert account(fortnox, 3977)["Description"] == "Vinst vid avyttring av hyllor"
    assert refusal(fortnox.get("/accounts/3977?financialyear=1")) == (404, 2000423)
    assert refusal(fortnox.get("/accounts/3977?financialyear=3")) == (404, 2000423)


def test_an_account_is_added_to_the_year_that_is_named() -> None:
    fortnox = caller()

    assert posted(fortnox, query="?financialyear=3")[1]["Account"]["Year"] == 3
    assert refusal(fortnox.get("/accounts/3977")) == (404, 2000423)
    day = f"{this_year(fortnox) - 1}-12-31"
    assert posted(fortnox, query=f"?financialyeardate={day}")[1]["Account"]["Year"] == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Number": 999}, 2000588),
        ({"Number": 10_000}, 2000588),
        ({"Number": "tusen"}, 2000108),
        ({"Number": None}, 2000699),
        ({"Description": ""}, 2000588),
        ({"Description": "x" * 201}, 2000107),
        ({"VATCode": "MP9"}, 2000588),
        ({"CostCenterSettings": "SOMETIMES"}, 2000588),
        ({"SRU": "x"}, 2000108),
        ({"Project": "7"}, 2001161),
        ({"CostCenter": "BUTIK"}, 2000588),
        ({"BalanceCarriedForward": 5}, 2000321),
        ({"QuantityUnit": "st"}, 2000321),
        ({"OpeningQuantities": [{"Amount": 1}]}, 2001399),
        ({"OpeningQuantities": [{"Balance": 1.5}]}, 2000108),
        ({"OpeningQuantities": [{"Project": "7"}]}, 2001161),
    ],
)
def test_an_account_of_another_form_is_refused(fields: dict[str, Any], code: int) -> None:
    fortnox = caller()

    assert refusal(posted(fortnox, **fields)) == (400, code)
    assert not fortnox.company.shelves["accounts"]


def test_a_number_is_used_once_in_a_year() -> None:
    fortnox = caller()

    assert refusal(posted(fortnox, Number=3001)) == (400, 2000588)
    assert posted(fortnox)[0] == 201
    assert refusal(posted(fortnox)) == (400, 2000588)
    assert posted(fortnox, query="?financialyear=1")[0] == 201


def test_a_company_knows_the_vat_codes_that_its_accounts_carry() -> None:
    fortnox = caller(accounts={"3998": {"VATCode": "EGEN"}})

    assert posted(fortnox, VATCode="EGEN")[1]["Account"]["VATCode"] == "EGEN"
    assert changed(fortnox, 3001, VATCode="MP2")[1]["Account"]["VATCode"] == "MP2"
    assert refusal(changed(fortnox, 3001, VATCode="25")) == (400, 2000588)


def test_what_an_account_refers_to_must_exist() -> None:
    fortnox = caller()
    fortnox.company.shelves["projects"].put("7", {"ProjectNumber": "7"})
    fortnox.company.shelves["costcenters"].put("BUTIK", {"Code": "BUTIK"})
    quantities = [{"Balance": 3, "Project": "7"}]

    made = posted(fortnox, Project="7", CostCenter="BUTIK", OpeningQuantities=quantities)[1]

    assert (made["Account"]["Project"], made["Account"]["CostCenter"]) == ("7", "BUTIK")
    assert made["Account"]["OpeningQuantities"] == quantities


def test_an_update_changes_what_is_given_in_one_year_and_keeps_the_number() -> None:
    fortnox = caller()

    status, answer = changed(fortnox, 3001, Number=3002, Active=False)

    assert (status, answer["Account"]["Number"], answer["Account"]["Active"]) == (200, 3001, False)
    assert answer["Account"]["VATCode"] == "MP1"
    assert account(fortnox, 3001, year=1)["Active"] is True
    assert changed(fortnox, 3001, query="?financialyear=1", VATCode=None)[0] == 200
    assert account(fortnox, 3001, year=1)["VATCode"] is None
    assert refusal(changed(fortnox, 3978, Active=True)) == (404, 2000423)


def test_what_one_company_does_to_its_chart_is_its_own() -> None:
    fortnox, other = caller(), caller()
    changed(fortnox, 3001, Description="Egen")
    fortnox.delete("/accounts/1010")

    assert account(other, 3001)["Description"] == "Försäljning varor inom Sverige, 25 % moms"
    assert account(other, 1010)["Description"] == "Utvecklingsutgifter"


def test_an_account_is_deleted_in_the_current_year() -> None:
    fortnox = caller()

    assert fortnox.delete("/accounts/1010") == (204, None)

    assert refusal(fortnox.get("/accounts/1010")) == (404, 2000423)
    assert refusal(fortnox.delete("/accounts/1010")) == (404, 2000423)
    assert account(fortnox, 1010, year=1)["Number"] == 1010
    listed = fortnox.get("/accounts?limit=1")[1]["Accounts"]
    assert listed[0]["Number"] == 1030


def test_deleting_in_another_year_is_refused_unless_so_chosen() -> None:
    fortnox = caller()

    assert refusal(fortnox.delete("/accounts/1010?financialyear=1")) == (400, 2000588)
    assert account(fortnox, 1010)["Number"] == account(fortnox, 1010, year=1)["Number"]
    fortnox.state.variants.choose({"account_deletion": "given_year"})
    assert fortnox.delete("/accounts/1010?financialyear=1")[0] == 204
    assert account(fortnox, 1010)["Number"] == 1010


def test_a_deleted_account_can_be_added_anew_and_has_nothing_of_the_old() -> None:
    fortnox = caller(predefined_accounts={"SALES_12_SE": 3042})
    fortnox.delete("/accounts/3002")

    made = posted(fortnox, Number=3002)[1]["Account"]

    assert (made["VATCode"], made["SRU"], made["Active"]) == (None, 0, True)


def test_an_account_in_use_is_not_deleted() -> None:
    fortnox = caller()
    booked(fortnox, debit(6570, 5), credit(1930, 5))

    assert refusal(fortnox.delete("/accounts/6570")) == (400, 2000310)  # on a voucher
    assert refusal(fortnox.delete("/accounts/3740")) == (400, 2000310)  # predefined
    changed(fortnox, 2081, BalanceBroughtForward=-25_000)
    assert refusal(fortnox.delete("/accounts/2081")) == (400, 2000310)  # an opening balance


def test_an_account_on_a_row_that_was_struck_out_is_in_use_too() -> None:
    fortnox = caller()
    struck = credit(6110, 5, Removed=True)
    booked(fortnox, debit(6570, 5), credit(1930, 5), struck)

    assert refusal(fortnox.delete("/accounts/6110")) == (400, 2000310)


def test_accounts_are_listed_by_number_and_found_by_sru() -> None:
    fortnox = caller()
    posted(fortnox, SRU=123)

    numbers = [a["Number"] for a in fortnox.get("/accounts?limit=500")[1]["Accounts"]]
    assert numbers == sorted(numbers)
    found = fortnox.get("/accounts?sru=123")[1]["Accounts"]
    assert [a["Number"] for a in found] == [3977]
    assert fortnox.get("/accounts?sru=12")[1]["Accounts"] == []
    descending = fortnox.get("/accounts?sortby=number&sortorder=descending&limit=1")[1]
    assert descending["Accounts"][0]["Number"] == 8999
    assert refusal(fortnox.get("/accounts?sortby=sru")) == (400, 2000588)


def test_accounts_changed_since_a_moment_are_listed() -> None:
    fortnox = caller()
    changed(fortnox, 3001, Description="Egen")
    year = this_year(fortnox)

    since = fortnox.get(f"/accounts?lastmodified={year}-01-01")[1]["Accounts"]

    assert [a["Number"] for a in since] == [3001]
    assert fortnox.get(f"/accounts?lastmodified={year + 1}-01-01")[1]["Accounts"] == []


def test_a_year_is_chosen_by_its_id_or_by_a_day_in_it() -> None:
    fortnox = caller()
    posted(fortnox, query="?financialyear=3", SRU=123)
    day = f"{this_year(fortnox) + 1}-05-05"

    for query in ("financialyear=3", f"financialyeardate={day}"):
        assert len(fortnox.get(f"/accounts?sru=123&{query}")[1]["Accounts"]) == 1
    assert fortnox.get("/accounts?sru=123")[1]["Accounts"] == []
    for query in ("financialyear=4", "financialyeardate=1999-01-01", "financialyeardate=today",
                  f"financialyear=2&financialyeardate={day}"):  # fmt: skip
        assert refusal(fortnox.get(f"/accounts?{query}")) == (400, 2000588), query


def test_accounts_are_listed_as_described_or_as_recorded() -> None:
    fortnox = caller()

    described = fortnox.get("/accounts?limit=1")[1]["Accounts"][0]
    fortnox.state.variants.choose({"listed_accounts": "recorded"})
    recorded = fortnox.get("/accounts?limit=1")[1]["Accounts"][0]

    assert described["TransactionInformationSettings"] == described["QuantitySettings"] == 0
    assert (described["VATCode"], described["Project"]) == ("", "")
    assert list(recorded) == ["@url", "Active", "Description", "Number", "SRU", "Year"]


def test_balances_follow_the_vouchers() -> None:
    fortnox = caller()
    booked(fortnox, debit(1930, 125), credit(3001, 100), credit(2611, 25))
    booked(fortnox, debit(6570, 2.55), credit(1930, 2.55))

    assert account(fortnox, 1930)["BalanceCarriedForward"] == 122.45
    assert account(fortnox, 3001)["BalanceCarriedForward"] == -100
    assert account(fortnox, 1930)["BalanceBroughtForward"] == 0
    assert account(fortnox, 1930, year=1)["BalanceCarriedForward"] == 0


def test_the_next_year_begins_where_this_one_ends() -> None:
    fortnox = caller()
    booked(fortnox, debit(1930, 125), credit(3001, 100), credit(2611, 25))

    assert account(fortnox, 1930, year=3)["BalanceBroughtForward"] == 125
    assert account(fortnox, 2611, year=3)["BalanceCarriedForward"] == -25
    assert account(fortnox, 3001, year=3)["BalanceBroughtForward"] == 0
    assert account(fortnox, 2099, year=3)["BalanceBroughtForward"] == -100  # the year's result


def test_an_opening_balance_that_was_entered_goes_before_the_one_carried() -> None:
    fortnox = caller()
    booked(fortnox, debit(1930, 125), credit(3001, 125))

    changed(fortnox, 1930, query="?financialyear=3", BalanceBroughtForward=1000.005)

    assert account(fortnox, 1930, year=3)["BalanceBroughtForward"] == 1000.01
    assert account(fortnox, 1930)["BalanceCarriedForward"] == 125


def test_what_the_next_year_has_no_account_for_stands_on_its_result() -> None:
    fortnox = caller()
    posted(fortnox, Number=1987)
    booked(fortnox, debit(1987, 70), credit(2081, 70))

    sums = [a["BalanceBroughtForward"] for a in whole_chart(fortnox, year="3")]

    assert account(fortnox, 2099, year=3)["BalanceBroughtForward"] == 70
    assert sum(sums) == 0


def test_a_chart_is_worked_out_once_until_something_in_it_changes() -> None:
    fortnox = caller()
    year = fortnox.company.shelves["financialyears"]["2"]
    first = chart(fortnox.company, year)

    fortnox.get("/accounts")
    assert chart(fortnox.company, year) is first
    booked(fortnox)
    second = chart(fortnox.company, year)
    assert second is not first
    changed(fortnox, 3001, Description="Egen")
    assert chart(fortnox.company, year) is not second


def test_a_company_of_three_years_keeps_no_copy_of_the_chart() -> None:
    fortnox = caller()
    fortnox.get("/accounts")
    fortnox.get("/voucherseries")

    for kind in ("accounts", "voucherseries", "predefinedaccounts"):
        assert not fortnox.company.shelves[kind]


def whole_chart(fortnox: Caller, *, year: str) -> list[dict[str, Any]]:
    return list(chart(fortnox.company, fortnox.company.shelves["financialyears"][year]).values())
