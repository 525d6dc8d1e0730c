"""Currencies: the register's rates, and which rate a document gets."""

from typing import Any

import pytest

from tests.simulator.caller import Caller, caller, refusal

EURO = {"SellRate": 11.5, "BuyRate": 11.3}


def rates(made: dict[str, Any]) -> tuple[str, float, float]:
    return made["Currency"], made["CurrencyRate"], made["CurrencyUnit"]


def trader(**company: Any) -> Caller:
    yen = {"Description": "Yen", "SellRate": 7.1, "Unit": 100}
    return caller(currencies={"EUR": EURO, "JPY": yen}, **company)


def test_a_rate_has_the_date_on_which_it_was_set() -> None:
    fortnox = trader()
    fortnox.http.post("/_simulator/clock", json={"now": "2027-03-01T08:00:00+01:00"})
    fortnox.token = fortnox.new_token()

    renamed = fortnox.put("/currencies/USD", {"Currency": {"Description": "Dollar"}})[1]
    renewed = fortnox.put("/currencies/USD", {"Currency": {"SellRate": 9.9}})[1]
    told = fortnox.put("/currencies/USD", {"Currency": {"SellRate": 9.8, "Date": "2027-02-27"}})[1]

    dates = [body["Currency"]["Date"] for body in (renamed, renewed, told)]
    assert dates == ["2026-01-02", "2027-03-01", "2027-02-27"]
    assert list(told["Currency"]) == [
        "@url", "BuyRate", "Code", "Date", "Description", "SellRate", "Unit", "IsAutomatic",
    ]  # fmt: skip


def test_a_code_of_ones_own_making_is_refused() -> None:
    fortnox = trader()

    for code, status in (("QQQ", 400), ("isk", 400), ("ISK", 201), ("SKK", 201)):
        body = {"Currency": {"Code": code, "Description": "Krona"}}
        assert fortnox.post("/currencies", body)[0] == status


def test_kronor_stay_and_are_worth_themselves() -> None:
    fortnox = trader()
    kronor = fortnox.get("/currencies/SEK")[1]["Currency"]

    assert (kronor["BuyRate"], kronor["SellRate"], kronor["Unit"]) == (1, 1, 1)
    assert refusal(fortnox.delete("/currencies/SEK")) == (400, 2000310)
    dearer = {"Currency": {"SellRate": 2}}
    assert refusal(fortnox.put("/currencies/SEK", dearer)) == (400, 2000588)
    del kronor["@url"]
    as_it_is = {"Currency": {**kronor, "Description": "Krona"}}
    assert fortnox.put("/currencies/SEK", as_it_is)[1]["Currency"]["Description"] == "Krona"


def test_a_rate_that_fortnox_keeps_up_to_date_cannot_be_set() -> None:
    fortnox = caller(currencies={"EUR": {**EURO, "IsAutomatic": True}})

    status, body = fortnox.put("/currencies/EUR", {"Currency": {"SellRate": 12}})

    assert status == 403
    assert body["ErrorInformation"]["Message"] == (
        "Cannot update currency EUR, it will update automatically."
    )
    assert fortnox.put("/currencies/EUR", {"Currency": {"SellRate": 11.5}})[0] == 200
    by_hand = {"Currency": {"SellRate": 12, "IsAutomatic": False}}
    assert fortnox.put("/currencies/EUR", by_hand)[1]["Currency"]["SellRate"] == 12


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("SEK", 1, 1)),
        ({"Currency": "EUR"}, ("EUR", 11.5, 1)),
        ({"Currency": "JPY"}, ("JPY", 7.1, 100)),
        ({"Currency": "JPY", "CurrencyRate": 6.9}, ("JPY", 6.9, 100)),
        ({"Currency": "JPY", "CurrencyRate": 0.069, "CurrencyUnit": 1}, ("JPY", 0.069, 1)),
        ({"Currency": "JPY", "CurrencyUnit": "API_BLANK"}, ("JPY", 7.1, 100)),
        ({"Currency": "EUR", "CurrencyRate": None, "CurrencyUnit": None}, ("EUR", 11.5, 1)),
    ],
)
def test_a_new_order_takes_the_selling_rate_unless_it_gives_one(
    fields: dict[str, Any], expected: tuple[str, float, float]
) -> None:
    assert rates(trader().order(**fields)) == expected


def test_an_order_in_the_customers_currency_takes_its_rate() -> None:
    fortnox = trader()
    fortnox.customer(Currency="JPY")

    assert rates(fortnox.order()) == ("JPY", 7.1, 100)
    assert rates(fortnox.order(CurrencyRate=7)) == ("JPY", 7, 100)


def test_an_update_keeps_the_rate_until_another_is_asked_for() -> None:
    fortnox = trader()
    fortnox.customer()
    fortnox.customer(Currency="JPY")
    fortnox.order(Currency="EUR", CurrencyRate=10.8)

    def updated(**fields: Any) -> tuple[str, float, float]:
        status, body = fortnox.put("/orders/1", {"Order": fields})
        assert status == 200, body
        return rates(body["Order"])

    assert updated(Comments="Hej", Currency="EUR") == ("EUR", 10.8, 1)
    assert updated(CurrencyRate=10.9) == ("EUR", 10.9, 1)
    assert updated(CurrencyUnit="API_BLANK") == ("EUR", 11.5, 1)
    assert updated(Currency="USD", CurrencyRate=9.1) == ("USD", 9.1, 1)
    assert updated(Currency="JPY") == ("JPY", 7.1, 100)
    assert updated(Currency="SEK") == ("SEK", 1, 1)
    assert updated(CustomerNumber="2") == ("JPY", 7.1, 100)


def test_which_code_refuses_an_unknown_currency_can_be_chosen() -> None:
    fortnox = trader()
    body = {"Customer": {"Name": "A", "Currency": "XAF"}}

    assert refusal(fortnox.post("/customers", body)) == (400, 2000427)
    fortnox.state.variants.choose({"unknown_currency": "2004344"})
    status, answer = fortnox.post("/customers", body)

    assert answer["ErrorInformation"] == {
        "error": 1,
        "message": "Kunde inte hämta/hitta valuta",
        "code": 2004344,
    }
    assert status == 400
