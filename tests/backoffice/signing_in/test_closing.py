"""Closing one's own account in the back office: shown what goes, asked who one is, signed out."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from tamio.backoffice.lists.models import SavedFilter
from tamio.clock import now
from tamio.commerce.audit.retention import ERASED
from tamio.commerce.people.models import SignIn, User
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token, token_of
from tamio.fortnox.models import AlertChoice
from tests.backoffice.conftest import browser_of
from tests.backoffice.signing_in.codes import (
    PASSWORD,
    code_of,
    recovery_codes_of,
    show_who_i_am,
    sign_in,
    text_of,
    with_app,
)
from tests.factories import make_member

HOME, CLOSE = "/backoffice/glashyttan/", "/accounts/close/"
YES = {"understood": "on"}


@pytest.fixture
def another(store: Store) -> User:
    return make_member(store=store)


def _is_open(user: User) -> bool:
    return User.objects.get(pk=user.pk).is_active


def test_it_takes_the_password_once_more_and_goes_on_from_there(
    visitor: Client, anna: User, another: User
) -> None:
    phone = Client()
    for browser in (visitor, phone):
        sign_in(browser, anna)
    assert "Close your account" in text_of(visitor.get("/accounts/sessions/"))
    page = text_of(visitor.get(CLOSE))
    assert "Your roles end in:" in page
    assert "Glashyttan" in page
    asked = visitor.post(CLOSE, YES, follow=True)
    assert "Is it you?" in text_of(asked)
    assert _is_open(anna)
    form = {"password": PASSWORD, "next": CLOSE}
    closed = visitor.post("/accounts/reauthenticate/", form, follow=True)
    assert "Your account is closed" in text_of(closed)
    assert not _is_open(anna)
    for browser in (visitor, phone):
        assert browser.get(HOME)["Location"].startswith("/accounts/login/")
    again = visitor.post("/accounts/login/", {"login": "anna@example.com", "password": PASSWORD})
    assert again.status_code == 200
    assert visitor.get(HOME).status_code == 302


def test_the_second_factor_shows_who_one_is_too(visitor: Client, anna: User, another: User) -> None:
    secret = with_app(anna)
    sign_in(visitor, anna)
    visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "Is it you?" in text_of(visitor.post(CLOSE, YES, follow=True))
    assert _is_open(anna)
    # A code lasts half a minute and works once: one that was written down stands in for the next.
    form = {"code": recovery_codes_of(anna)[0], "next": CLOSE}
    closed = visitor.post("/accounts/2fa/reauthenticate/", form, follow=True)
    assert "Your account is closed" in text_of(closed)
    assert not _is_open(anna)


def test_what_is_theirs_alone_goes_and_what_others_use_stays(
    visitor: Client, anna: User, another: User, store: Store
) -> None:
    sign_in(visitor, anna)
    with_app(anna)
    EmailAddress.objects.get_or_create(user=anna, email=anna.email)
    AlertChoice.objects.create(store=store, user=anna, wanted=True)
    for name, shared in (("Mina", False), ("Våra", True)):
        SavedFilter.objects.create(
            store=store, person=anna, list="invoices", name=name, query="paid=unpaid", shared=shared
        )
    _token, plain = issue_token(store=store, name="Kassan", now=now(), by=anna.email)
    show_who_i_am(visitor)
    assert "Your account is closed" in text_of(visitor.post(CLOSE, YES))
    token = token_of(plain)
    assert token is not None
    assert token.made_by == ERASED
    assert [each.name for each in SavedFilter.objects.all()] == ["Våra"]
    for model in (SignIn, Authenticator, EmailAddress, AlertChoice):
        assert not model._default_manager.filter(user=anna).exists(), model
    assert "Våra" in browser_of(another).get(f"{HOME}invoices/").content.decode()


def test_without_the_tick_nothing_is_closed(visitor: Client, anna: User, another: User) -> None:
    sign_in(visitor, anna)
    show_who_i_am(visitor)
    answer = visitor.post(CLOSE)
    assert answer.status_code == 422
    assert "Tick that you want it closed." in text_of(answer)
    assert _is_open(anna)


def test_the_only_owner_is_told_what_to_do_first(visitor: Client, anna: User) -> None:
    sign_in(visitor, anna)
    page = text_of(visitor.get(CLOSE))
    assert "Somebody else has to own these first" in page
    assert f'href="{HOME}people/"' in page
    assert 'name="understood"' not in page
    show_who_i_am(visitor)
    assert visitor.post(CLOSE, YES).status_code == 422
    assert _is_open(anna)


def test_a_page_about_verified_addresses_speaks_as_we_do(visitor: Client) -> None:
    path = "/accounts/confirm-email/"
    assert "A link that shows that the address is yours" in text_of(visitor.get(path))
    swedish = Client(headers={"accept-language": "sv"}).get(path)
    assert "Titta i din e-post" in text_of(swedish)
