"""Where sources disagree, the measured behaviour is the default and the other can be chosen."""

from pathlib import Path
from typing import Any

import pytest

from fortnox_simulator.state import State
from fortnox_simulator.variants import CHOICES
from tests.simulator.caller import TENANT, Caller, refusal


def choosing(**variants: str) -> Caller:
    company = {"tenant": TENANT, "name": "Provbolaget AB", "organisation_number": "559284-5175"}
    state = State(seed={"companies": [company]}, rate_limit=0, variants=variants)
    return Caller(state)


def test_a_discount_without_a_type_may_be_a_percentage() -> None:
    row = {"Price": 200, "DeliveredQuantity": 1, "Discount": 10}

    assert choosing().order(row)["OrderRows"][0]["Total"] == 190
    assert choosing(discount_without_type="percent").order(row)["OrderRows"][0]["Total"] == 180


@pytest.mark.parametrize(("choice", "next_number"), [("reused", "2"), ("reserved", "3")])
def test_the_number_of_a_deleted_customer(choice: str, next_number: str) -> None:
    fortnox = choosing(deleted_numbers=choice)
    fortnox.customer()
    fortnox.customer()
    fortnox.delete("/customers/2")

    assert fortnox.customer()["CustomerNumber"] == next_number


def test_a_reserved_number_cannot_be_chosen_either() -> None:
    fortnox = choosing(deleted_numbers="reserved")
    fortnox.customer()
    fortnox.delete("/customers/1")

    answer = fortnox.post("/customers", {"Customer": {"Name": "Kund", "CustomerNumber": "1"}})

    assert refusal(answer) == (400, 2000637)


def test_an_order_may_do_without_rows() -> None:
    fortnox = choosing(order_without_rows="accepted")
    fortnox.customer()

    assert fortnox.post("/orders", {"Order": {"CustomerNumber": "1"}})[0] == 201


@pytest.mark.parametrize(("choice", "found"), [("prefix", 0), ("substring", 1)])
def test_the_search_for_a_reference(choice: str, found: int) -> None:
    fortnox = choosing(reference_search=choice)
    fortnox.order(ExternalInvoiceReference1="SHOP-0001")

    assert len(listed(fortnox, "/orders?externalinvoicereference1=0001", "Orders")) == found
    assert len(listed(fortnox, "/orders?externalinvoicereference1=shop-", "Orders")) == 1


def test_two_search_parameters_may_be_refused() -> None:
    two = "/customers?city=Ume&zipcode=903"

    assert choosing().get(two)[0] == 200
    assert refusal(choosing(search_parameters="one").get(two)) == (400, 2000588)
    assert choosing(search_parameters="one").get("/customers?city=Ume&limit=1")[0] == 200


def test_addresses_in_comments_may_be_accepted() -> None:
    fortnox = choosing(urls_in_comments="accepted")

    assert fortnox.order(Comments="http://butik")["Comments"] == "http://butik"


@pytest.mark.parametrize(("days", "status"), [("45", 200), ("31", 400)])
def test_refresh_tokens_live_as_long_as_chosen(days: str, status: int) -> None:
    fortnox = choosing(refresh_token_days=days)
    grants = fortnox.state.grants
    consent = grants.consent(fortnox.client.id, fortnox.tenant)
    assert consent is not None
    code = grants.new_code(consent, redirect_uri="")
    pair = grants.spend_code(code, client=fortnox.client, redirect_uri="")
    fortnox.state.clock.advance(40 * 86_400)

    answer = fortnox.http.post(
        "/oauth-v1/token",
        data={"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]},
        auth=(fortnox.client.id, "simulator-secret"),
    )

    assert answer.status_code == status


@pytest.mark.parametrize(("choice", "statuses"), [("free", {200, 429}), ("counted", {429})])
def test_refused_requests_may_count_towards_the_rate(
    choice: str, statuses: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests in 5 s are allowed; somebody asks every second and never rests."""
    seconds = iter(range(100))
    monkeypatch.setattr("fortnox_simulator.rate_limit.time.monotonic", lambda: next(seconds))
    fortnox = choosing(refused_requests=choice)
    fortnox.state.rate_limit.requests = 2
    for _ in range(2):
        assert fortnox.state.rate_limit.wait_for(client_id="x", tenant=1) == 0

    waits = [fortnox.state.rate_limit.wait_for(client_id="x", tenant=1) for _ in range(20)]

    assert {429 if wait else 200 for wait in waits} == statuses


def test_variants_are_shown_and_chosen_over_the_control_plane() -> None:
    fortnox = choosing()
    chosen = {"variants": {"search_parameters": "one"}}

    answer = fortnox.http.post("/_simulator/settings", json=chosen).json()

    assert answer["variants"]["search_parameters"] == "one"
    assert set(answer["variants"]) == set(CHOICES)
    assert refusal(fortnox.get("/customers?city=a&zipcode=1")) == (400, 2000588)


def listed(fortnox: Caller, path: str, plural: str) -> list[dict[str, Any]]:
    status, answer = fortnox.get(path)
    assert status == 200, answer
    items: list[dict[str, Any]] = answer[plural]
    return items


def test_the_readme_tells_of_every_choice() -> None:
    readme = (Path(__file__).parents[2] / "fortnox_simulator" / "README.md").read_text("utf-8")

    for name, choices in CHOICES.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}` |"))
        assert row.split("|")[2:4] == [f" `{choice}` " for choice in choices]
