"""/3/financialyears and /3/accountcharts."""

from typing import Any

import pytest

from tests.simulator.bookkeeping import account, this_year, voucher
from tests.simulator.caller import Caller, caller, refusal


def opened(fortnox: Caller, from_date: str, to_date: str, **fields: Any) -> tuple[int, Any]:
    body = {"FinancialYear": {"FromDate": from_date, "ToDate": to_date, **fields}}
    return fortnox.post("/financialyears", body)


def listed(fortnox: Caller, query: str = "") -> list[int]:
    return [year["Id"] for year in fortnox.get(f"/financialyears{query}")[1]["FinancialYears"]]


def test_the_latest_year_is_listed_first() -> None:
    assert listed(caller()) == [3, 2, 1]


def test_years_are_found_by_a_day_or_an_id() -> None:
    fortnox = caller()
    day = f"{this_year(fortnox)}-06-30"

    for query in (f"?date={day}", f"?Date={day}", "?financialyear=2", f"?financialyeardate={day}"):
        assert listed(fortnox, query) == [2], query
    assert listed(fortnox, "?date=1999-01-01") == []
    for query in ("?financialyear=9", "?financialyeardate=1999-01-01", "?year=2"):
        assert refusal(fortnox.get(f"/financialyears{query}")) == (400, 2000588), query


def test_a_year_is_opened_with_the_chart_and_series_of_the_one_before() -> None:
    fortnox = caller(
        accounts={"3041": {"Active": False}},
        voucher_series=[{"Code": "W", "Manual": True, "NextVoucherNumber": 50}],
    )
    fortnox.put("/accounts/1930?financialyear=3", {"Account": {"BalanceBroughtForward": 5}})
    year = this_year(fortnox) + 2

    status, answer = opened(fortnox, f"{year}-01-01", f"{year}-12-31")

    made = answer["FinancialYear"]
    assert (status, made["Id"]) == (201, 4)
    assert made["@url"] == "https://api.fortnox.se/3/financialyears/4"
    assert (made["AccountChartType"], made["AccountingMethod"]) == ("BAS 2026", "ACCRUAL")
    assert account(fortnox, 3041, year=4)["Active"] is False
    last = voucher(fortnox, TransactionDate=f"{year - 1}-12-31", Year=3)
    fortnox.post("/vouchers?financialyear=3", last)
    assert account(fortnox, 1930, year=4)["BalanceBroughtForward"] == 105  # carried, not copied
    series = fortnox.get("/voucherseries/W?financialyear=4")[1]["VoucherSeries"]
    assert (series["Manual"], series["NextVoucherNumber"]) == (True, 1)


def test_a_year_with_a_chart_of_its_own_begins_with_that() -> None:
    fortnox = caller(accounts={"3041": {"Active": False}})
    year = this_year(fortnox) + 2

    answer = opened(
        fortnox, f"{year}-01-01", f"{year}-06-30", AccountChartType="BAS 2025",
        AccountingMethod="CASH",
    )[1]  # fmt: skip

    assert answer["FinancialYear"]["AccountChartType"] == "BAS 2025"
    assert answer["FinancialYear"]["AccountingMethod"] == "CASH"
    assert account(fortnox, 3041, year=4)["Active"] is True


@pytest.mark.parametrize(
    ("from_date", "to_date", "fields"),
    [
        ("2035-12-31", "2035-01-01", {}),
        ("2035-01-01", "2036-07-01", {}),  # a day more than eighteen months
        ("2010-01-01", "2010-12-31", {"AccountChartType": "BAS 1999"}),
        ("2010-01-01", "2010-12-31", {"AccountingMethod": "BOTH"}),
        ("2010-01-01", "2010-12-31", {"Id": 2}),
        ("2010-02-30", "2010-12-31", {}),
        ("", "2010-12-31", {}),
    ],
)
def test_a_year_of_another_form_is_refused(
    from_date: str, to_date: str, fields: dict[str, Any]
) -> None:
    fortnox = caller()

    assert refusal(opened(fortnox, from_date, to_date, **fields)) == (400, 2000588)
    assert listed(fortnox) == [3, 2, 1]


def test_years_do_not_overlap() -> None:
    fortnox = caller()
    year = this_year(fortnox)

    for from_date, to_date in (
        (f"{year}-01-01", f"{year}-12-31"),
        (f"{year + 1}-12-31", f"{year + 2}-12-31"),
        (f"{year - 2}-07-01", f"{year - 1}-01-01"),
        (f"{year}-03-01", f"{year}-03-31"),
    ):
        assert refusal(opened(fortnox, from_date, to_date)) == (400, 2000588)


def test_a_year_is_of_up_to_eighteen_months_and_may_leave_a_gap_behind_it() -> None:
    fortnox = caller()
    year = this_year(fortnox)

    assert opened(fortnox, f"{year + 3}-01-01", f"{year + 4}-06-30")[0] == 201
    assert opened(fortnox, f"{year - 2}-07-01", f"{year - 2}-12-31")[0] == 201
    assert listed(fortnox) == [4, 3, 2, 1, 5]


def test_charts_are_listed_whole_without_meta_information() -> None:
    fortnox = caller()

    whole = fortnox.get("/accountcharts")[1]

    assert list(whole) == ["AccountCharts"]
    assert whole["AccountCharts"][0] == {"Name": "BAS 2026"}
    assert len(whole["AccountCharts"]) == 6
    assert fortnox.get("/accountcharts?limit=1&page=2")[1] == whole
    assert refusal(fortnox.get("/accountcharts?name=BAS")) == (400, 2000588)
