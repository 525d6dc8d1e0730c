"""/3/voucherseries."""

from typing import Any

import pytest

from tests.simulator.bookkeeping import booked, this_year, voucher
from tests.simulator.caller import Caller, caller, refusal


def posted(fortnox: Caller, *, query: str = "", **fields: Any) -> tuple[int, Any]:
    return fortnox.post(f"/voucherseries{query}", {"VoucherSeries": {"Code": "TST", **fields}})


def changed(fortnox: Caller, code: str, *, query: str = "", **fields: Any) -> tuple[int, Any]:
    return fortnox.put(f"/voucherseries/{code}{query}", {"VoucherSeries": fields})


def shown(fortnox: Caller, code: str, *, year: int = 2) -> dict[str, Any]:
    path = f"/voucherseries/{code}?financialyear={year}"
    found: dict[str, Any] = fortnox.get(path)[1]["VoucherSeries"]
    return found


def test_every_year_has_the_series_of_a_new_company() -> None:
    fortnox = caller()

    answer = fortnox.get("/voucherseries?financialyear=3")[1]

    found = answer["VoucherSeriesCollection"]
    assert answer["MetaInformation"]["@TotalResources"] == 13
    assert [series["Code"] for series in found] == list("ABCDEFGHIJKLM")
    assert found[0] == {
        "@url": "https://api.fortnox.se/3/voucherseries/A?financialyear=3",
        "Code": "A",
        "Description": "Redovisning",
        "Manual": True,
        "NextVoucherNumber": 1,
        "Year": 3,
    }
    assert not any(series["Manual"] for series in found[1:])


def test_a_series_is_added_to_one_year() -> None:
    fortnox = caller()

    status, answer = posted(fortnox, Description="Butiken", Manual=True, NextVoucherNumber=100)

    assert (status, answer["VoucherSeries"]["NextVoucherNumber"]) == (201, 100)
    assert shown(fortnox, "TST") == answer["VoucherSeries"]
    assert refusal(fortnox.get("/voucherseries/TST?financialyear=1")) == (404, 2000588)
    assert refusal(fortnox.get("/voucherseries/TST?financialyear=9")) == (400, 2000588)
    assert posted(fortnox, query="?financialyear=1")[1]["VoucherSeries"]["Manual"] is False


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Code": "A"}, 2000588),
        ({"Code": ""}, 2000588),
        ({"Code": "x" * 11}, 2000107),
        ({"Code": "A/B"}, 2000106),
        ({"Description": "x" * 201}, 2000107),
        ({"NextVoucherNumber": 0}, 2000588),
        ({"Year": 3}, 2000588),
        ({"Manual": "kanske"}, 2000134),
        ({"Approver": {"Id": 1}}, 2000321),
    ],
)
def test_a_series_of_another_form_is_refused(fields: dict[str, Any], code: int) -> None:
    fortnox = caller()

    assert refusal(posted(fortnox, **fields)) == (400, code)
    assert not fortnox.company.shelves["voucherseries"]


def test_a_series_is_changed_in_one_year_and_keeps_its_code() -> None:
    fortnox = caller()

    answer = changed(fortnox, "F", Code="Q", Description="Kassan i Umeå", Manual=True)[1]

    assert answer["VoucherSeries"]["Code"] == "F"
    assert (shown(fortnox, "F")["Description"], shown(fortnox, "F")["Manual"]) == (
        "Kassan i Umeå",
        True,
    )
    assert shown(fortnox, "F", year=1)["Description"] == "Kassa"
    changed(fortnox, "F", Description=None, Manual=None)
    assert (shown(fortnox, "F")["Description"], shown(fortnox, "F")["Manual"]) == ("", False)
    assert refusal(changed(fortnox, "Q", Manual=True)) == (404, 2000588)


def test_the_next_number_follows_the_vouchers() -> None:
    fortnox = caller()
    year = this_year(fortnox)

    booked(fortnox)
    booked(fortnox)
    query = "/vouchers?financialyear=3"
    fortnox.post(query, voucher(fortnox, TransactionDate=f"{year + 1}-01-01", Year=3))

    assert shown(fortnox, "A")["NextVoucherNumber"] == 3
    assert shown(fortnox, "A", year=3)["NextVoucherNumber"] == 2
    assert shown(fortnox, "A", year=1)["NextVoucherNumber"] == 1


def test_a_series_begins_where_it_is_told_and_then_goes_on_without_a_gap() -> None:
    fortnox = caller()
    changed(fortnox, "A", NextVoucherNumber=40)

    assert [booked(fortnox)["VoucherNumber"] for _ in range(2)] == [40, 41]
    for number in (1, 41, 43):
        assert refusal(changed(fortnox, "A", NextVoucherNumber=number)) == (400, 2000588)
    assert changed(fortnox, "A", NextVoucherNumber=42)[0] == 200


def test_numbers_follow_what_others_put_in_the_series() -> None:
    fortnox = caller()
    changed(fortnox, "B", Manual=True)
    other = {**booked(fortnox), "VoucherSeries": "B", "VoucherNumber": 7}
    fortnox.company.shelves["vouchers"].put("2/B/7", other)

    assert shown(fortnox, "B")["NextVoucherNumber"] == 8
    assert booked(fortnox, VoucherSeries="B")["VoucherNumber"] == 8
    assert shown(fortnox, "B")["NextVoucherNumber"] == 9
    fortnox.company.shelves["vouchers"].remove("2/B/8")
    assert shown(fortnox, "B")["NextVoucherNumber"] == 8
    assert shown(fortnox, "A")["NextVoucherNumber"] == 2
