"""pyfortnox 1.2.0 as published: another `base_url`, and the sign-in from before OAuth.

Two flaws are the client's own, and the simulator stays by what was recorded. A refusal that is not
JSON, as in the recording auth_legacy_403_plaintext, makes it raise KeyError. It has no call to
cancel or invoice an order.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator, running
from tests.simulator.caller import TENANT
from tests.simulator.clients.running import drive

pytestmark = pytest.mark.journey
Run = tuple[Simulator, dict[str, Any]]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """A code exchanged, then one long piece of work: what the client said of it."""
    with running(rate_limit=0) as sim:
        yield sim, pyfortnox(sim, "work", signed_in(sim))


def pyfortnox(sim: Simulator, command: str, *words: str) -> dict[str, Any]:
    return drive("pyfortnox_driver.py", sim.url, sim.client.secret, command, *words)


def signed_in(sim: Simulator) -> str:
    said = pyfortnox(sim, "token", sim.authorization_code(TENANT))
    return str(said["access_token"])


def kept(sim: Simulator, kind: str, number: str) -> dict[str, Any]:
    document = sim.state.companies[TENANT].shelves[kind][number]
    return {name: value for name, value in document.items() if not name.startswith("_")}


def without_address(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if not name.startswith("@")}


def test_customers_are_made_changed_found_and_deleted(run: Run) -> None:
    sim, said = run
    customers = said["customers"]

    created = customers["created"]
    assert (created["CustomerNumber"], created["Name"]) == ("1", "Kund & Söner AB")
    assert (created["Country"], created["Email"]) == ("Sverige", "")
    assert without_address(customers["updated"]) == kept(sim, "customers", "1")
    assert customers["read"] == customers["updated"]
    assert customers["read"]["Email"] == "kund@example.se"
    assert customers["deleted"] is True
    for listed in (customers["found"], customers["listed"]):
        assert [item["CustomerNumber"] for item in listed] == ["1"]
    assert list(sim.state.companies[TENANT].shelves["customers"]) == ["1"]


def test_articles_are_made_changed_found_and_deleted(run: Run) -> None:
    sim, said = run
    articles = said["articles"]

    assert (articles["created"]["SalesAccount"], articles["created"]["VAT"]) == (3001, 25)
    assert articles["read"] == articles["updated"]
    assert without_address(articles["read"]) == kept(sim, "articles", "CP-1")
    assert articles["read"]["Note"] == "Stora modellen"
    assert articles["deleted"] is True
    for listed in (articles["found"], articles["listed"]):
        assert [item["ArticleNumber"] for item in listed] == ["CP-1"]
    assert list(sim.state.companies[TENANT].shelves["articles"]) == ["CP-1"]


def test_an_order_has_the_totals_of_its_rows(run: Run) -> None:
    """3 × 199.90 and 49.00, each with 25 %: 149.93 and 12.25 in VAT."""
    sim, said = run
    created = said["orders"]["created"]

    assert [row["Total"] for row in created["OrderRows"]] == [599.7, 49]
    assert (created["Net"], created["TotalVAT"], created["Total"]) == (648.7, 162.18, 810.88)
    assert created["CustomerName"] == "Kund & Söner AB"
    assert said["orders"]["read"] == said["orders"]["updated"]
    assert without_address(said["orders"]["read"]) == kept(sim, "orders", "1")
    assert said["orders"]["read"]["YourOrderNumber"] == "W-1001"
    assert [item["Total"] for item in said["orders"]["found"]] == [810.88]
    assert len(sim.orders(TENANT)) == 1


def test_every_page_of_the_accounts_is_followed(run: Run) -> None:
    sim, said = run
    pages = said["pages"]

    asked = [entry for entry in sim.requests() if entry["path"] == "/3/accounts"]
    assert [entry["query"]["page"] for entry in asked] == ["1", "2", "3", "4", "5", "6"]
    assert pages["accounts"] == sorted(set(pages["accounts"]))
    this_year = sim.state.companies[TENANT].year_of(sim.state.clock.today())
    assert len(pages["accounts"]) == 527
    assert this_year is not None
    assert (pages["account"]["Number"], pages["account"]["Year"]) == (3001, this_year["Id"])


def test_other_lists_and_the_company_are_read(run: Run) -> None:
    pages = run[1]["pages"]

    assert [article["ArticleNumber"] for article in pages["sorted"]] == ["CP-1"]
    assert pages["company"]["DatabaseNumber"] == TENANT
    assert {unit["Code"] for unit in pages["units"]} >= {"st", "h"}
    assert [year["Id"] for year in pages["years"]] == [3, 2, 1]


def test_refusals_become_the_clients_own_errors_with_fortnox_codes(run: Run) -> None:
    refusals = run[1]["refusals"]

    assert {error["class"] for error in refusals.values()} == {"RequestError"}
    assert {what: (error["status"], error["code"]) for what, error in refusals.items()} == {
        "unknown customer": (404, 2000433),
        "unknown article": (404, 2000428),
        "unknown order": (404, 2000439),
        "unknown field": (400, 2001399),
        "duplicate article": (400, 2000013),
        "unknown article on a row": (400, 2001302),
        "unknown filter": (400, 2000587),
    }
    assert refusals["unknown field"]["message"] == "Felaktigt fältnamn (Mobile)"


def test_a_code_that_was_used_is_refused_and_ends_the_connection() -> None:
    with running() as sim:
        code = sim.authorization_code(TENANT)
        token = pyfortnox(sim, "token", code)["access_token"]
        assert pyfortnox(sim, "call", token, "1") == {"calls": [{}]}

        assert pyfortnox(sim, "token", code) == {"failed": "KeyError('ErrorInformation')"}
        assert refused(pyfortnox(sim, "call", token, "1")) == [(403, 2000310)]


def test_a_consent_that_is_taken_back_ends_the_token() -> None:
    with running() as sim:
        token = signed_in(sim)
        sim.faults({"kind": "revoke_consent", "tenant": TENANT})

        assert refused(pyfortnox(sim, "call", token, "1")) == [(403, 2000310)]


def test_too_many_calls_become_the_clients_rate_limit_error() -> None:
    with running(rate_limit=4) as sim:
        said = pyfortnox(sim, "call", signed_in(sim), "6")

    assert said["calls"] == [{}, {}, {}, {}, *2 * [{"class": "RateLimitError"}]]


def refused(said: dict[str, Any]) -> list[tuple[int, int]]:
    return [(error["status"], error["code"]) for error in said["calls"]]
