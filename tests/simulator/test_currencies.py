"""Currencies and their rates."""

from typing import Any

from tests.simulator.caller import Caller, caller, refusal

EURO = {"SellRate": 11.5, "BuyRate": 11.3}


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
