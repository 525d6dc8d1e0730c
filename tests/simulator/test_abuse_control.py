"""Nonsense at the control plane: a 400 that names the field, and nothing is changed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortnox_simulator.app import CONTROL
from fortnox_simulator.state import State
from tests.simulator.caller import TENANT, Caller, caller
from tests.simulator.unchanged import everything, unchanged
from tests.tries import times

POSTS = sorted(f"/_simulator/{name}" for method, name in CONTROL if method == "POST")
COMPANY = {"tenant": 7, "name": "Bolaget AB", "organisation_number": "559284-5175"}


def settled(state: State) -> str:
    """What a message may not change when it is refused."""
    return everything(state) + repr(
        [
            state.clock.offset, state.faults.standing, state.retry_after, state.refresh_seconds,
            state.rate_limit.requests, dict(state.variants), sorted(state.clients),
        ]
    )  # fmt: skip


def refused(fortnox: Caller, path: str, message: Any) -> str:
    """The named field of a refusal that changed nothing."""
    before = settled(fortnox.state)
    response = fortnox.http.post(f"/_simulator/{path}", json=message)
    assert response.status_code == 400, response.text
    assert settled(fortnox.state) == before
    return str(response.json()["field"])


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="cut off"),
        pytest.param(b"\xff", id="invalid UTF-8"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"9" * 10_000, id="digits"),
        pytest.param(b'{"kind":"\\ud800"}', id="surrogate"),
    ],
)
def test_what_is_no_message_is_refused(path: str, body: bytes) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        response = fortnox.http.post(path, content=body)

    assert (response.status_code, response.json()["field"]) == (400, "body")


def test_a_message_has_an_end() -> None:
    response = caller().http.post("/_simulator/reset", content=b" " * 11_000_000)

    assert (response.status_code, response.json()) == (413, {"message": "request entity too large"})


@pytest.mark.parametrize(
    "query", ["tenant=x", "since=-1", "last=１", "last=²", f"since={'9' * 4_000}"]
)
def test_a_number_in_a_query_is_one(query: str) -> None:
    response = caller().http.get(f"/_simulator/requests?{query}")

    assert response.status_code == 400
    assert response.json()["field"] == query.split("=")[0]


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"now": "0001-01-01T00:00:00+14:00"}, "now"),
        ({"now": "9999-12-31T23:59:59-14:00"}, "now"),
        ({"now": "1800-01-01T00:00:00+00:00"}, "now"),
        ({"now": "2026-01-01"}, "now"),
        ({"now": 1}, "now"),
        ({"now": None}, "now"),
        ({"advance_seconds": 1e300}, "advance_seconds"),
        ({"advance_seconds": -1}, "advance_seconds"),
        ({"advance_seconds": "1"}, "advance_seconds"),
        ({"advance_seconds": 9_999_999_999}, "advance_seconds"),
        ({}, "now"),
    ],
)
def test_the_clock_stays_within_the_calendar(message: dict[str, Any], field: str) -> None:
    fortnox = caller()
    fortnox.http.post("/_simulator/clock", json={"now": "2950-01-01T00:00:00+00:00"})

    assert refused(fortnox, "clock", message) == field


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"kind": ["status"]}, "kind"),
        ({"kind": {}}, "kind"),
        ({"kind": "status", "status": 99}, "status"),
        ({"kind": "status", "status": 101}, "status"),
        ({"kind": "status", "status": 600}, "status"),
        ({"kind": "status", "status": True}, "status"),
        ({"kind": "status", "path": "("}, "path"),
        ({"kind": "status", "path": 1}, "path"),
        ({"kind": "status", "count": 0}, "count"),
        ({"kind": "status", "probability": 2}, "probability"),
        ({"kind": "delay", "seconds": 1e9}, "seconds"),
        ({"kind": "list_lag", "seconds": "1"}, "seconds"),
        ({"kind": "revoke_consent", "tenant": 10**30}, "tenant"),
        ({"kind": "deactivate_account", "tenant": TENANT, "number": None}, "number"),
        ({"kind": "remove_licence", "tenant": TENANT, "licence": ["order"]}, "licence"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(message: dict[str, Any], field: str) -> None:
    assert refused(caller(), "faults", message) == field


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_a_body_gets_none(status: int) -> None:
    fortnox = caller()
    fortnox.http.post("/_simulator/faults", json={"kind": "status", "status": status})

    response = fortnox.send("GET", "/customers")

    assert (response.status_code, response.content) == (status, b"")


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"variants": {"deleted_numbers": ["reused"]}}, "variants.deleted_numbers"),
        ({"variants": {"deleted_numbers": {}}}, "variants.deleted_numbers"),
        ({"variants": {"deleted_numbers": "reserved"}, "rate_limit": -1}, "rate_limit"),
        ({"rate_limit": 5, "refresh_seconds": "x"}, "refresh_seconds"),
        ({"rate_limit": 5, "retry_after": 1}, "retry_after"),
    ],
)
def test_settings_change_all_together_or_not_at_all(message: dict[str, Any], field: str) -> None:
    assert refused(caller(), "settings", message) == field


@pytest.mark.parametrize(
    "seed",
    [
        {}, {"companies": {}}, {"companies": [1]}, {"companies": [[]]}, {"companies": [{}]},
        {"companies": [COMPANY | {"tenant": "x"}]}, {"companies": [COMPANY | {"tenant": [1]}]},
        {"companies": [COMPANY | {"tenant": 1.5}]}, {"companies": [COMPANY | {"tenant": 0}]},
        {"companies": [COMPANY, COMPANY]}, {"companies": [COMPANY | {"name": 1}]},
        {"companies": [COMPANY | {"licences": "order"}]}, {"companies": [COMPANY | {"orders": 1}]},
        {"companies": [COMPANY | {"orders": {}}]}, {"companies": [COMPANY | {"settings": []}]},
        {"companies": [COMPANY | {"accounts": {"x": {}}}]},
        {"companies": [COMPANY | {"financial_years": [{}]}]},
        {"companies": [COMPANY | {"financial_years": [{"FromDate": "x", "ToDate": "y"}]}]},
        {"companies": [COMPANY | {"series": {"orders": "x"}}]},
        {"companies": [COMPANY | {"units": ["st"]}]},
        {"companies": [COMPANY | {"settings": {"vat_rates": "x"}}]},
        {"companies": [COMPANY | {"settings": {"round_off": 1}}]},
        {"companies": [COMPANY], "clients": {}}, {"companies": [COMPANY], "clients": [1]},
        {"companies": [COMPANY], "clients": [{}]}, {"companies": [COMPANY], "clients": [{"id": 1}]},
        {"companies": [COMPANY], "clients": [{"id": "a", "redirect_uris": 1}]},
        {"companies": [COMPANY], "clients": [{"id": "a", "scopes": ["dragon"]}]},
        {"companies": [COMPANY], "clients": [{"id": "a", "secret": None}]},
    ],
)  # fmt: skip
def test_a_seed_that_cannot_be_grown_changes_nothing(seed: dict[str, Any]) -> None:
    fortnox = caller()
    fortnox.customer()

    refused(fortnox, "reset", {"seed": seed})
    assert fortnox.get("/customers/1")[0] == 200


def test_a_seed_is_tried_with_the_behaviour_that_was_chosen() -> None:
    fortnox = caller()
    fortnox.http.post(
        "/_simulator/settings", json={"variants": {"discount_without_type": "percent"}}
    )
    row = {"Price": 1000, "DeliveredQuantity": 1, "Discount": 150}
    seed = {"companies": [COMPANY | {
        "customers": [{"Name": "A"}], "orders": [{"CustomerNumber": "1", "OrderRows": [row]}],
    }]}  # fmt: skip

    assert refused(fortnox, "reset", {"seed": seed}) == "companies.orders[0]"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_reset_is_only_posted_for(method: str) -> None:
    assert caller().http.request(method, "/_simulator/reset").status_code == 405


FORTNOX = caller()
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "kind", "tenant", "count", "probability", "status", "seconds", "path", "method", "now",
        "advance_seconds", "rate_limit", "variants", "seed", "licence", "number", "name",
    ]
)  # fmt: skip


@settings(max_examples=times(2))
@given(path=st.sampled_from(POSTS), message=st.dictionaries(NAMES, JSON, max_size=4))
def test_no_message_crashes_the_control_plane(path: str, message: dict[str, Any]) -> None:
    before = settled(FORTNOX.state)

    response = FORTNOX.http.post(path, json=message)

    assert response.status_code in {200, 400}
    if response.status_code == 400:
        assert response.json()["field"]
        assert settled(FORTNOX.state) == before
