"""fortpyx 0.0.1a1 as published: OAuth, and a transport adapter that leads to the simulator.

Where the client does not take what Fortnox has been recorded to answer, the simulator stays by the
recording and the test says what the client makes of it:

- An article without a construction account has 0 there (recordings/article_create); the client
  wants at least 1000.
- An account without a project has 0 there (recordings/account_get); the client wants text.
- A deletion is answered by an empty body; the client reads it as JSON.
- Errors of 404 write Message and Code in upper case (recordings/error_2000433_404 and all others
  of 404); the client reads lower case only, and tells code -1.
- Every date and every enumeration of an answer becomes None: `normalize_none` was meant for empty
  text, and does not ask whether the text is empty.

All of it is the same with pydantic 2.7.1, which the client asks for. It leaves out fields that it
does not know, so none can be sent.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator, running
from tests.simulator.caller import TENANT
from tests.simulator.clients.running import drive

pytestmark = pytest.mark.journey
SCOPES = "customer article order invoice bookkeeping companyinformation"
Run = tuple[Simulator, dict[str, Any]]
Tokens = tuple[str, str]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Signed in, then one long piece of work: what the client said of it."""
    with running(rate_limit=0) as sim:
        tokens = fortpyx(sim, "sign_in", SCOPES)
        done = fortpyx(sim, "work", tokens["access_token"], tokens["refresh_token"])
        yield sim, {"tokens": tokens, **done}


def fortpyx(sim: Simulator, command: str, *words: str) -> dict[str, Any]:
    return drive("fortpyx_driver.py", sim.url, sim.client.id, sim.client.secret, command, *words)


def connected(sim: Simulator) -> Tokens:
    """Tokens as a client keeps them from an earlier sign-in."""
    consent = sim.state.grants.give_consent(
        client=sim.client, tenant=TENANT, scopes=SCOPES.split(), service=True
    )
    code = sim.state.grants.new_code(consent, redirect_uri="")
    pair = sim.state.grants.spend_code(code, client=sim.client, redirect_uri="")
    return pair["access_token"], pair["refresh_token"]


def asked(sim: Simulator, path: str) -> list[str]:
    """The pages that were asked for, one after the other."""
    return [
        entry["query"].get("page", "")
        for entry in sim.requests()
        if (entry["method"], entry["path"]) == ("GET", path)
    ]


def test_it_signs_in_by_consent_code_and_refresh(run: Run) -> None:
    sim, said = run
    first, tokens, grants = said["tokens"]["first"], said["tokens"], sim.state.grants

    assert [entry["grant_type"] for entry in sim.state.token_requests] == [
        "authorization_code",
        "refresh_token",
    ]
    claims, stands = grants.read(tokens["access_token"])
    assert stands
    assert claims is not None
    assert (claims["tenantId"], claims["scope"]) == (TENANT, SCOPES.split())
    consent = grants.consent(sim.client.id, TENANT)
    assert consent is not None
    assert consent["service"] is True
    assert grants.tenant_of(first[1]) is None, "a refresh token is used once"
    assert grants.tenant_of(tokens["refresh_token"]) == TENANT


def test_customers_are_made_changed_found_and_deleted(run: Run) -> None:
    sim, said = run
    customers = said["customers"]

    created, updated = customers["created"]["Customer"], customers["updated"]["Customer"]
    assert (created["CustomerNumber"], created["Name"]) == ("6", "Åsa Öberg")
    assert (updated["Name"], updated["City"]) == ("Åsa Berg", "Malmö")
    assert customers["read"] == customers["updated"]
    assert [item["Name"] for item in customers["found"]["Customers"]] == ["Åsa Berg"]
    assert customers["deleted"] == {"ValidationError": [[]]}
    assert customers["read after"] == {"FortnoxError": -1, "description": "Unknown error"}
    kept = sim.state.companies[TENANT].shelves["customers"]
    assert {number: customer["Name"] for number, customer in kept.items()} == {
        "1": "Kund 1",
        "2": "Kund 2",
        "3": "Kund 3",
        "4": "Kund 4",
        "6": "Åsa Berg",
    }


def test_pages_of_two_are_followed_to_the_end(run: Run) -> None:
    sim, said = run

    listed = said["customers"]["listed"]["Customers"]
    assert [item["CustomerNumber"] for item in listed] == ["1", "2", "3", "4", "6"]
    assert asked(sim, "/3/customers") == ["1", "1", "2", "3"]


def test_articles_are_made_changed_and_found(run: Run) -> None:
    sim, said = run
    articles = said["articles"]

    created, updated = articles["created"]["Article"], articles["updated"]["Article"]
    assert (created["SalesAccount"], created["VAT"]) == (3001, 25.0)
    assert (created["ConstructionAccount"], created["Description"]) == (3231, "Cykelpump")
    assert (updated["Description"], updated["Note"]) == ("Pump", "Stor")
    assert articles["read"] == articles["updated"]
    assert articles["created without construction account"] == {
        "ValidationError": [["Article", "ConstructionAccount"]]
    }
    kept = sim.state.companies[TENANT].shelves["articles"]
    assert {number: article["Description"] for number, article in kept.items()} == {
        "CP-1": "Pump",
        "CP-2": "Ringklocka",
    }
    assert [item["ArticleNumber"] for item in articles["found"]["Articles"]] == ["CP-2"]
    assert [item["ArticleNumber"] for item in articles["listed"]["Articles"]] == ["CP-1", "CP-2"]


def test_an_order_has_the_totals_of_its_rows(run: Run) -> None:
    """3 × 199.90 and 49.00, each with 25 %: 149.93 and 12.25 in VAT."""
    sim, said = run
    created = said["orders"]["created"]["Order"]
    kept = sim.orders(TENANT)[0]

    assert [row["Total"] for row in created["OrderRows"]] == [599.7, 49.0]
    assert (created["Net"], created["TotalVAT"], created["Total"]) == (648.7, 162.18, 810.88)
    assert (kept["Net"], kept["TotalVAT"], kept["Total"]) == (648.7, 162.18, 810.88)
    assert said["orders"]["updated"]["Order"]["YourOrderNumber"] == kept["YourOrderNumber"] == "W-1"
    assert (kept["OrderDate"], created["OrderDate"]) == (str(sim.state.clock.today()), None)


def test_an_order_is_cancelled_and_another_invoiced(run: Run) -> None:
    sim, said = run
    orders = said["orders"]

    assert orders["cancelled"]["Order"]["Cancelled"] is True
    assert "FortnoxError" not in orders["invoiced"]
    assert orders["read"]["Order"]["InvoiceReference"] == "1"
    assert [
        (order["DocumentNumber"], order["Cancelled"], order["InvoiceReference"])
        for order in sim.orders(TENANT)
    ] == [("1", False, "1"), ("2", True, "0")]


def test_orders_are_found_by_reference_and_listed(run: Run) -> None:
    orders = run[1]["orders"]

    found, listed = orders["found"]["Orders"], orders["listed"]["Orders"]
    assert [(item["DocumentNumber"], item["Total"]) for item in found] == [("1", 810.88)]
    assert [(item["DocumentNumber"], item["Total"]) for item in listed] == [
        ("1", 810.88),
        ("2", 749.63),
    ]


def test_the_books_are_read(run: Run) -> None:
    sim, said = run
    books = said["books"]

    assert len(set(books["accounts"])) == 527
    assert asked(sim, "/3/accounts") == ["1", "2", "3", "4", "5", "6"]
    assert books["account"] == {"ValidationError": [["Account", "Project"]]}
    assert books["company"]["CompanyInformation"]["DatabaseNumber"] == TENANT
    assert [year["Id"] for year in books["years"]["FinancialYears"]] == [3, 2, 1]


def test_refusals_become_the_clients_own_errors_with_fortnox_codes(run: Run) -> None:
    refusals = run[1]["refusals"]

    assert {what: refusal["FortnoxError"] for what, refusal in refusals.items()} == {
        "unknown order": -1,
        "duplicate article": 2000013,
        "unknown article on a row": 2001302,
        "character": 2000359,
        "cancelling twice": 2001350,
    }
    assert refusals["duplicate article"]["description"] == 'Artikelnummer "CP-1" används redan.'


def test_tokens_that_have_gone_out_are_renewed_by_themselves() -> None:
    with running() as sim:
        tokens = connected(sim)
        sim.faults({"kind": "expire_tokens", "tenant": TENANT})

        said = fortpyx(sim, "renew", *tokens)

        assert said["listed"]["Customers"] == []
        assert [entry["status"] for entry in sim.requests()] == [401, 200]
        [(access_token, refresh_token)] = said["told"]
        assert sim.state.grants.read(access_token)[1]
        assert sim.state.grants.tenant_of(refresh_token) == TENANT


def test_a_consent_that_is_taken_back_cannot_be_renewed() -> None:
    with running() as sim:
        tokens = connected(sim)
        sim.faults({"kind": "revoke_consent", "tenant": TENANT})

        said = fortpyx(sim, "renew", *tokens)

        refusal = {"FortnoxError": None, "description": "Could not refresh tokens"}
        assert said == {"listed": refusal, "told": []}
        assert sim.state.token_requests[-1]["error"] == "invalid_grant"
