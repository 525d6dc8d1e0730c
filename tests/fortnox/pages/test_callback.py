"""Away to Fortnox, and back: only what this session asked for is completed, and only once."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tamio.commerce.people.models import Membership
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tests.factories import make_member, make_store
from tests.fortnox.pages.conftest import FORTNOX, browser_of

CALLBACK = "/fortnox/callback/"


def asked(browser: Client, **fields: str) -> dict[str, str]:
    """What the redirect to Fortnox asks for."""
    answer = browser.post(f"{FORTNOX}consent/", fields)
    assert answer.status_code == 302
    question = parse_qs(urlsplit(answer["Location"]).query)
    return {name: values[0] for name, values in question.items()}


@pytest.fixture(autouse=True)
def nothing_is_connected(db: None) -> Iterator[None]:
    yield
    assert not Connection.objects.exists()
    assert not Settings.objects.exists()


def test_a_service_account_is_asked_for_with_five_scopes(browser: Client) -> None:
    question = asked(browser)
    assert question["account_type"] == "service"
    assert question["redirect_uri"] == "http://testserver/fortnox/callback/"
    assert set(question["scope"].split()) == {
        "article", "bookkeeping", "companyinformation", "customer", "order",
    }  # fmt: skip
    assert len(question["state"]) >= 32


def test_one_can_connect_without_a_service_account(browser: Client) -> None:
    assert "account_type" not in asked(browser, account="person")


def test_every_state_is_another_one(browser: Client) -> None:
    assert asked(browser)["state"] != asked(browser)["state"]


def test_a_state_that_nobody_asked_for_is_refused(browser: Client) -> None:
    asked(browser)
    answer = browser.get(CALLBACK, {"state": "forged", "code": "code"})
    assert answer.status_code == 400
    assert "does not belong to a connection that you have started" in answer.content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"code": "x"}, {"state": ""}, {"state": "å" * 5000}, {"state": "\0"}]
)
def test_an_answer_without_a_usable_state_is_refused(
    browser: Client, given: dict[str, str]
) -> None:
    asked(browser)
    assert browser.get(CALLBACK, given).status_code == 400


def test_another_persons_state_is_refused(browser: Client, store: Store) -> None:
    state = asked(browser)["state"]
    other = browser_of(make_member(store=store))
    assert other.get(CALLBACK, {"state": state, "code": "x"}).status_code == 400
    assert Client().get(CALLBACK, {"state": state, "code": "x"}).status_code == 400


def test_a_state_is_used_once(browser: Client) -> None:
    given = {"state": asked(browser)["state"], "error": "access_denied"}
    assert browser.get(CALLBACK, given).status_code == 302
    assert browser.get(CALLBACK, given).status_code == 400


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("access_denied", "You did not approve the connection in Fortnox"),
        ("invalid_scope", "lacks a licence in Fortnox"),
        ("unauthorized_client", "Fortnox did not give the consent"),
        ("invalid_request", "Fortnox did not give the consent"),
        ("<script>", "&lt;script&gt;"),
        ("", "no_code"),
    ],
)
def test_what_fortnox_refuses_is_said_on_the_page(browser: Client, error: str, said: str) -> None:
    given = {"state": asked(browser)["state"], "error": error}
    answer = browser.get(CALLBACK, given, follow=True)
    assert answer.redirect_chain == [(FORTNOX, 302)]
    assert said in answer.content.decode()


def test_the_right_may_be_gone_when_one_comes_back(browser: Client, store: Store) -> None:
    state = asked(browser)["state"]
    Membership.objects.filter(store=store).update(role=Role.VIEWER)
    assert browser.get(CALLBACK, {"state": state, "code": "x"}).status_code == 403


def test_the_store_may_be_gone_when_one_comes_back(browser: Client, store: Store) -> None:
    state = asked(browser)["state"]
    Membership.objects.filter(store=store).delete()
    assert browser.get(CALLBACK, {"state": state, "code": "x"}).status_code == 404


def test_signed_out_meanwhile_one_starts_again(browser: Client) -> None:
    state = asked(browser)["state"]
    browser.logout()
    assert browser.get(CALLBACK, {"state": state, "code": "x"}).status_code == 400


def test_several_stores_can_be_connected_in_as_many_tabs(browser: Client, store: Store) -> None:
    other = make_store(slug="annan")
    Membership.objects.create(
        user=Membership.objects.get(store=store).user, store=other, role=Role.OWNER
    )
    first = asked(browser)["state"]
    second = browser.post("/backoffice/annan/integrations/fortnox/consent/")["Location"]
    assert second
    answer = browser.get(CALLBACK, {"state": first, "error": "access_denied"})
    assert answer["Location"] == FORTNOX


def test_a_consent_is_only_asked_for_by_posting(browser: Client) -> None:
    assert browser.get(f"{FORTNOX}consent/").status_code == 405
