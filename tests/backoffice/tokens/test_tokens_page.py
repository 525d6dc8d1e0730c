"""The tokens of a store: made and shown once, told apart, revoked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.clock import now
from tamio.commerce.audit.models import Change, What
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token, token_of
from tamio.commerce.tokens.models import ApiToken
from tests.backoffice.conftest import browser_of
from tests.factories import make_member, make_store
from tests.storefront.shopping import seen

PAGE = "/backoffice/glashyttan/settings/api-tokens/"


def _make(browser: Client, **given: str) -> Any:
    return browser.post(PAGE, {"name": "Kassan", "may": "read"} | given)


def test_a_token_is_made_and_shown_this_once(browser: Client, store: Store) -> None:
    answer = _make(browser, may="write")
    plain = answer.context["plain"]
    assert plain in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    found = token_of(plain)
    assert found is not None
    assert (found.store, found.may_write, found.made_by) == (store, True, "owner@example.com")
    later = browser.get(PAGE).content.decode()
    assert plain not in later
    assert found.hint in later
    assert "owner@example.com" in later
    assert plain not in str(dict(browser.session))


def test_one_may_be_made_that_only_reads_and_which_it_is_has_to_be_said(browser: Client) -> None:
    assert _make(browser, may="").status_code == 422
    found = token_of(_make(browser).context["plain"])
    assert found is not None
    assert not found.may_write


def test_a_form_that_is_sent_twice_makes_one_token(browser: Client) -> None:
    assert _make(browser).status_code == 200
    again = _make(browser, name=" kassan ".replace("k", "K"))
    assert again.status_code == 422
    assert "A token of this name works already." in seen(again)
    assert ApiToken.objects.count() == 1


def test_there_are_no_more_than_one_can_keep_in_view(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.backoffice.tokens.forms.MOST_TOKENS", 1)
    _make(browser)
    assert "1 tokens work already." in seen(_make(browser, name="Lagret"))
    browser.post(f"{PAGE}{ApiToken.objects.get().pk}/revoke/")
    assert _make(browser).status_code == 200


def test_a_revoked_token_lets_nobody_in_and_both_stand_on_the_audit_trail(
    browser: Client, store: Store
) -> None:
    plain = _make(browser).context["plain"]
    token = ApiToken.objects.get()
    for said in ("is revoked", "was revoked before"):
        answer = browser.post(f"{PAGE}{token.pk}/revoke/", follow=True)
        assert said in seen(answer)
    assert token_of(plain) is None
    rows = Change.objects.filter(store=store, subject_kind="api-token").order_by("pk")
    assert list(rows.values_list("what", "by", "subject_id")) == [
        (What.CREATED, "owner@example.com", token.pk),
        (What.DISCONNECTED, "owner@example.com", token.pk),
    ]
    told = seen(browser.get("/backoffice/glashyttan/audit/?kind=settings"))
    for each in ("Revoked", "Created", "Only read", f"API token · Kassan ({token.hint}…)"):
        assert each in told


def test_another_stores_token_is_not_there(browser: Client) -> None:
    foreign, _plain = issue_token(store=make_store(), name="Annan", now=now())
    assert browser.post(f"{PAGE}{foreign.pk}/revoke/").status_code == 404
    assert "Annan" not in browser.get(PAGE).content.decode()
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


@pytest.mark.parametrize(("role", "may"), [(Role.MANAGER, True), (Role.BOOKKEEPER, False)])
def test_only_who_may_change_the_settings_finds_the_way_there(
    store: Store, role: Role, *, may: bool
) -> None:
    browser = browser_of(make_member(store=store, role=role))
    assert browser.get(PAGE).status_code == (200 if may else 403)
    assert (PAGE in browser.get("/backoffice/glashyttan/settings/").content.decode()) == may


def test_many_tokens_cost_no_query_more(browser: Client, store: Store) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        return len(asked)

    few = queries()
    for number in range(5):
        token, _plain = issue_token(store=store, name=f"Nyckel {number}", now=now())
        token.note_use(now=now() - timedelta(days=number))
        if number % 2:
            token.revoke(now=now())
    assert queries() == few
