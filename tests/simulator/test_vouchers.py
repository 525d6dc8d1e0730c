"""/3/vouchers: what is booked, what is refused, lists."""

from pathlib import Path
from typing import Any

import pytest

from fortnox_simulator.state import State
from fortnox_simulator.storage import SQLiteFile
from tests.simulator.bookkeeping import account, booked, credit, debit, this_year, voucher
from tests.simulator.caller import Caller, caller, refusal


def refused(fortnox: Caller, *rows: dict[str, Any], **fields: Any) -> int:
    """The code; nothing may have been booked."""
    before = len(fortnox.company.shelves["vouchers"])
    status, code = refusal(fortnox.post("/vouchers", voucher(fortnox, *rows, **fields)))
    assert (status, len(fortnox.company.shelves["vouchers"])) == (400, before)
    return code


def numbers(fortnox: Caller, path: str) -> list[tuple[str, int]]:
    status, answer = fortnox.get(path)
    assert status == 200, answer
    return [(item["VoucherSeries"], item["VoucherNumber"]) for item in answer["Vouchers"]]


def test_a_voucher_is_booked_in_its_series_and_year() -> None:
    fortnox = caller()

    made = booked(fortnox, Comments="Z-rapport 12")

    assert made["@url"] == "https://api.fortnox.se/3/vouchers/A/1?financialyear=2"
    assert (made["VoucherSeries"], made["VoucherNumber"], made["Year"]) == ("A", 1, 2)
    assert (made["ReferenceType"], made["Comments"]) == ("MANUAL", "Z-rapport 12")
    assert made["VoucherRows"][1] == {
        "Account": 3001,
        "CostCenter": "",
        "Credit": 100,
        "Description": "Försäljning varor inom Sverige, 25 % moms",
        "Debit": 0,
        "Project": 0,
        "Quantity": 0,
        "Removed": False,
        "TransactionInformation": "",
    }
    assert fortnox.company.shelves["vouchers"]["2/A/1"]["TransactionDate"].endswith("-03-01")
    assert fortnox.get("/vouchers/A/1?financialyear=2")[1]["Voucher"] == made


def test_numbers_run_without_gaps_past_what_is_refused() -> None:
    fortnox = caller(voucher_series=[{"Code": "TST", "Manual": True}])

    booked(fortnox)
    refused(fortnox, debit(1930, 1), credit(3001, 2))
    booked(fortnox, VoucherSeries="TST")
    booked(fortnox, VoucherNumber=2)

    assert numbers(fortnox, "/vouchers") == [("A", 1), ("A", 2), ("TST", 1)]
    assert refused(fortnox, VoucherNumber=7) == 2000588


def test_a_voucher_that_does_not_balance_is_refused_to_the_ore() -> None:
    fortnox = caller()

    assert refused(fortnox, debit(1930, 100), credit(3001, 99.99)) == 2000588
    assert refused(fortnox, debit(1930, 100), debit(3001, -100)) == 2000588
    assert refused(fortnox, debit(1930, 0.1), debit(1910, 0.2), credit(3001, 0.31)) == 2000588
    assert booked(fortnox, debit(1930, 0.1), debit(1910, 0.2), credit(3001, 0.3))


def test_amounts_are_rounded_half_up_before_they_are_added_up() -> None:
    rows = booked(caller(), debit(1930, 33.333), debit(1910, 66.665), credit(3001, 100))

    assert [row["Debit"] for row in rows["VoucherRows"]] == [33.33, 66.67, 0]


def test_a_row_that_is_struck_out_stays_and_does_not_count() -> None:
    fortnox = caller()
    struck = credit(3002, 40, Removed=True)

    made = booked(fortnox, debit(1930, 100), struck, credit(3001, 100))

    assert [row["Removed"] for row in made["VoucherRows"]] == [False, True, False]
    assert account(fortnox, 3002)["BalanceCarriedForward"] == 0
    assert refused(fortnox, debit(1930, 40), struck) == 2000588


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Description": ""}, 2000588),
        ({"Description": "x" * 201}, 2000107),
        ({"Comments": "x" * 1001}, 2000107),
        ({"TransactionDate": "2026-02-30"}, 2000588),
        ({"TransactionDate": ""}, 2000588),
        ({"VoucherSeries": ""}, 2000588),
        ({"VoucherSeries": "TST"}, 2000588),
        ({"ReferenceType": "GIFT"}, 2000588),
        ({"Year": 1}, 2000588),
        ({"Year": None}, 2000699),
        ({"Project": "7"}, 2001161),
        ({"CostCenter": "BUTIK"}, 2000588),
        ({"VoucherRows": []}, 2000588),
        ({"VoucherRows": None}, 2000588),
        ({"VoucherRows": ["text"]}, 2002649),
        ({"Booked": True}, 2001399),
    ],
)
def test_a_voucher_of_another_form_is_refused(fields: dict[str, Any], code: int) -> None:
    assert refused(caller(), **fields) == code


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"Debit": 100}, 2000588),
        ({"Account": 999, "Debit": 100}, 2000588),
        ({"Account": 3977, "Debit": 100}, 2000423),
        ({"Account": 3010, "Debit": 100}, 2000550),
        ({"Account": 1930, "Debit": 200, "Credit": 100}, 2000588),
        ({"Account": 1930, "Credit": -100}, 2000588),
        ({"Account": 1930, "Debit": "mycket"}, 2000108),
        ({"Account": 1930, "Debit": 10**10}, 2000108),
        ({"Account": 1930, "Debit": 100, "Project": "7"}, 2001161),
        ({"Account": 1930, "Debit": 100, "CostCenter": "BUTIK"}, 2000588),
        ({"Account": 1930, "Debit": 100, "TransactionInformation": "x" * 101}, 2000107),
        ({"Account": 1930, "Debit": 100, "VAT": 25}, 2001399),
    ],
)
def test_a_row_of_another_form_is_refused(row: dict[str, Any], code: int) -> None:
    assert refused(caller(), row, credit(3001, 100)) == code


def test_the_rows_own_text_goes_before_the_accounts_name() -> None:
    rows = booked(caller(), debit(1930, 1, Description="Swish"), credit(3001, 1))["VoucherRows"]

    assert rows[0]["Description"] == "Swish"


def test_a_voucher_belongs_to_a_year_by_its_date() -> None:
    fortnox = caller()
    year = this_year(fortnox)

    assert refused(fortnox, TransactionDate=f"{year - 1}-12-31") == 2000588
    assert refused(fortnox, TransactionDate=f"{year + 1}-01-01") == 2000588
    last = voucher(fortnox, TransactionDate=f"{year - 1}-12-31", Year=1)
    for query in ("financialyear=1", f"financialyeardate={year - 1}-01-01"):
        assert fortnox.post(f"/vouchers?{query}", last)[1]["Voucher"]["Year"] == 1
    assert refusal(fortnox.post("/vouchers", last)) == (400, 2000588)  # the current year's
    assert refusal(fortnox.post("/vouchers?financialyear=9", last)) == (400, 2000588)


def test_the_year_may_be_left_out_as_clients_do() -> None:
    fortnox = caller()
    body = voucher(fortnox)
    del body["Voucher"]["Year"]

    assert fortnox.post("/vouchers", body)[1]["Voucher"]["Year"] == 2
    fortnox.state.variants.choose({"voucher_without_year": "refused"})
    assert refusal(fortnox.post("/vouchers", body)) == (400, 2000588)


def test_nothing_is_booked_in_a_locked_period() -> None:
    locked = f"{this_year(caller())}-02-28"
    fortnox = caller(locked_until=locked)

    assert refused(fortnox, TransactionDate=locked) == 2000401
    assert booked(fortnox, TransactionDate=f"{locked[:5]}03-01")


def test_an_account_is_asked_for_in_the_vouchers_own_year() -> None:
    fortnox = caller()
    year = this_year(fortnox)
    fortnox.put("/accounts/3001?financialyear=1", {"Account": {"Active": False}})

    body = voucher(fortnox, TransactionDate=f"{year - 1}-05-05", Year=1)

    assert refusal(fortnox.post("/vouchers?financialyear=1", body)) == (400, 2000550)
    assert booked(fortnox)


def test_only_a_series_for_manual_posting_takes_vouchers() -> None:
    fortnox = caller()

    assert refused(fortnox, VoucherSeries="B") == 2000588
    fortnox.put("/voucherseries/B", {"VoucherSeries": {"Manual": True}})
    assert booked(fortnox, VoucherSeries="B")["VoucherNumber"] == 1


@pytest.mark.parametrize("name", ["CostCenter", "Project", "TransactionInformation"])
def test_an_account_may_demand_or_forbid_what_a_row_carries(name: str) -> None:
    fortnox = caller()
    fortnox.company.shelves["projects"].put("7", {"ProjectNumber": "7"})
    fortnox.company.shelves["costcenters"].put("7", {"Code": "7"})
    sides = (debit(1930, 100), credit(3001, 100, **{name: "7"}))

    def set_to(setting: str) -> None:
        fortnox.put("/accounts/3001", {"Account": {f"{name}Settings": setting}})

    set_to("MANDATORY")
    assert refused(fortnox) == 2000588
    assert booked(fortnox, *sides)["VoucherRows"][1][name] == "7"
    set_to("NOTALLOWED")
    assert refused(fortnox, *sides) == 2000588
    assert booked(fortnox)


def test_a_cost_centre_of_the_whole_voucher_is_enough() -> None:
    fortnox = caller()
    fortnox.company.shelves["costcenters"].put("BUTIK", {"Code": "BUTIK"})
    fortnox.put("/accounts/3001", {"Account": {"CostCenterSettings": "MANDATORY"}})

    assert booked(fortnox, CostCenter="BUTIK")["CostCenter"] == "BUTIK"


def test_what_is_booked_can_neither_be_changed_nor_deleted() -> None:
    fortnox = caller()
    booked(fortnox)

    assert refusal(fortnox.put("/vouchers/A/1", voucher(fortnox))) == (404, 2000764)
    assert refusal(fortnox.delete("/vouchers/A/1")) == (404, 2000764)


def test_a_voucher_that_is_not_there_is_not_found() -> None:
    fortnox = caller()
    booked(fortnox)

    for path in ("A/2", "B/1", "A/1?financialyear=1", "A/x"):
        assert refusal(fortnox.get(f"/vouchers/{path}")) == (404, 2000588), path
    assert refusal(fortnox.get("/vouchers/A/1?financialyear=9")) == (400, 2000588)


def test_vouchers_are_listed_by_series_and_number() -> None:
    fortnox = caller(voucher_series=[{"Code": "Z", "Manual": True}])
    year = this_year(fortnox)
    for code in ("Z", "A", *["Z"] * 10):
        booked(fortnox, VoucherSeries=code)
    last = voucher(fortnox, TransactionDate=f"{year - 1}-05-05", Year=1)
    fortnox.post("/vouchers?financialyear=1", last)

    z = [("Z", number) for number in range(1, 12)]
    assert numbers(fortnox, "/vouchers") == [("A", 1), ("A", 1), *z]
    assert numbers(fortnox, "/vouchers?financialyear=1") == [("A", 1)]
    assert numbers(fortnox, "/vouchers?voucherseries=Z") == z
    assert numbers(fortnox, "/vouchers/sublist") == [("A", 1), *z]
    assert numbers(fortnox, "/vouchers/sublist/Z") == z
    assert numbers(fortnox, "/vouchers/sublist/A?financialyear=1") == [("A", 1)]
    assert refusal(fortnox.get("/vouchers/sublist/Q")) == (404, 2000588)
    assert refusal(fortnox.get("/vouchers?voucher=A")) == (400, 2000588)


def test_vouchers_are_found_by_date_and_cost_centre() -> None:
    fortnox = caller()
    fortnox.company.shelves["costcenters"].put("BUTIK", {"Code": "BUTIK"})
    year = this_year(fortnox)
    booked(fortnox, TransactionDate=f"{year}-01-31")
    booked(fortnox, debit(1930, 1, CostCenter="BUTIK"), credit(3001, 1))
    booked(fortnox, TransactionDate=f"{year}-04-01", CostCenter="BUTIK")

    assert numbers(fortnox, f"/vouchers?fromdate={year}-03-01") == [("A", 2), ("A", 3)]
    assert numbers(fortnox, f"/vouchers?todate={year}-03-01") == [("A", 1), ("A", 2)]
    assert numbers(fortnox, "/vouchers/sublist?costcenter=BUTIK") == [("A", 2), ("A", 3)]
    assert numbers(fortnox, f"/vouchers?lastmodified={year + 1}-01-01") == []
    assert refusal(fortnox.get("/vouchers?fromdate=mars")) == (400, 2000588)


def test_vouchers_are_listed_as_recorded_or_as_described() -> None:
    fortnox = caller()
    booked(fortnox)

    recorded = fortnox.get("/vouchers")[1]["Vouchers"][0]
    fortnox.state.variants.choose({"listed_documents": "described"})
    described = fortnox.get("/vouchers")[1]["Vouchers"][0]

    assert "Description" not in recorded
    assert (described["Description"], described["Comments"]) == ("Dagskassa", "")
    assert described["VoucherRows"][0]["Debit"] == 100


def test_a_new_voucher_is_not_yet_listed_while_lists_lag() -> None:
    fortnox = caller()
    fault = {"kind": "list_lag", "seconds": 60, "tenant": fortnox.tenant}
    fortnox.http.post("/_simulator/faults", json=fault)
    booked(fortnox)

    assert numbers(fortnox, "/vouchers") == []
    assert fortnox.get("/vouchers/A/1")[0] == 200


def test_the_books_outlive_a_restart(tmp_path: Path) -> None:
    def opened() -> Caller:
        state = State(storage=SQLiteFile(tmp_path / "books.sqlite3"), rate_limit=0)
        return Caller(state)

    before = opened()
    booked(before, debit(1930, 99.5), credit(3001, 99.5))
    before.delete("/accounts/1010")
    before.put("/accounts/3002", {"Account": {"Active": False}})
    before.put("/predefinedaccounts/FREIGHT", {"PreDefinedAccount": {"Account": 3530}})
    before.state.storage.close()

    after = opened()

    assert account(after, 1930)["BalanceCarriedForward"] == 99.5
    assert booked(after)["VoucherNumber"] == 2
    assert refusal(after.get("/accounts/1010")) == (404, 2000423)
    assert account(after, 3002)["Active"] is False
    freight = after.get("/predefinedaccounts/FREIGHT")[1]["PreDefinedAccount"]
    assert freight["Account"] == 3530
    after.state.storage.close()
