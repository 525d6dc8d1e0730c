"""Signing in: by e-mail address and password, for those who were invited."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tamio.commerce.stores.models import Store
from tests.factories import make_member

PASSWORD = "a long enough secret"


@pytest.fixture
def visitor(store: Store) -> Client:
    make_member(store=store, email="anna@example.com", password=PASSWORD)
    cache.clear()  # the throttle counts there
    return Client(headers={"accept-language": "en"})


def _sign_in(visitor: Client, *, password: str, address: str = "") -> str:
    form = {"login": "Anna@Example.com", "password": password}
    answer = visitor.post(f"/accounts/login/{address}", form)
    return answer.get("Location", answer.content.decode())


def test_the_right_password_leads_into_the_back_office(visitor: Client) -> None:
    assert _sign_in(visitor, password=PASSWORD) == "/backoffice/"
    assert visitor.get("/backoffice/")["Location"] == "/backoffice/glashyttan/"


def test_one_comes_back_to_the_page_one_wanted(visitor: Client) -> None:
    wanted = "/backoffice/glashyttan/invoices/"
    assert _sign_in(visitor, password=PASSWORD, address=f"?next={wanted}") == wanted


def test_one_is_not_led_to_another_site(visitor: Client) -> None:
    place = _sign_in(visitor, password=PASSWORD, address="?next=https://elsewhere.example/")
    assert place == "/backoffice/"


def test_a_wrong_password_is_said_and_the_address_kept(visitor: Client) -> None:
    page = _sign_in(visitor, password="something else")
    assert "That is not the password of this address." in page
    assert 'value="Anna@Example.com"' in page


def test_guessing_is_stopped_after_a_few_attempts(visitor: Client) -> None:
    pages = [_sign_in(visitor, password=f"guess number {turn}") for turn in range(12)]
    assert "Too many attempts" in pages[-1]
    assert "Too many attempts" in _sign_in(visitor, password=PASSWORD)


def test_nobody_signs_up_uninvited(visitor: Client) -> None:
    page = visitor.get("/accounts/signup/").content.decode()
    assert "Accounts are by invitation" in page
    assert "<input" not in page.split("<footer")[0].split("</main>")[0]


def test_signing_out_takes_a_click(visitor: Client) -> None:
    _sign_in(visitor, password=PASSWORD)
    assert "Sign out" in visitor.get("/accounts/logout/").content.decode()
    assert visitor.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert visitor.get("/backoffice/").status_code == 302


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(visitor: Client) -> None:
    answer = visitor.post("/accounts/password/reset/", {"email": "anna@example.com"})
    assert answer.status_code == 302
    assert mail.outbox[0].subject == "Choose a new password for Tamio"
    link = next(word for word in str(mail.outbox[0].body).split() if "/accounts/" in word)
    form = visitor.get(link.removeprefix("http://testserver"), follow=True)
    new = {"password1": "another long secret", "password2": "another long secret"}
    done = visitor.post(form.redirect_chain[-1][0], new, follow=True)
    assert "Your password is changed" in done.content.decode()
    assert _sign_in(visitor, password="another long secret") == "/backoffice/"


def test_an_unknown_address_is_told_nothing_on_the_page(visitor: Client) -> None:
    answer = visitor.post("/accounts/password/reset/", {"email": "nobody@example.com"}, follow=True)
    assert "If the address belongs to an account" in answer.content.decode()
    assert "no account has it" in mail.outbox[0].body


def test_a_used_link_says_so_and_offers_a_new_one(visitor: Client) -> None:
    page = visitor.get("/accounts/password/reset/key/1-none-at-all/").content.decode()
    assert "This link no longer works" in page


@pytest.mark.parametrize(
    "address", ["login/", "password/reset/", "password/reset/done/", "inactive/", "signup/"]
)
def test_every_page_of_signing_in_is_one_of_ours(visitor: Client, address: str) -> None:
    assert "look/tokens.css" in visitor.get(f"/accounts/{address}").content.decode()


@pytest.mark.parametrize("address", ["password/change/", "email/", "reauthenticate/", "logout/"])
def test_every_page_of_ones_account_is_one_of_ours(visitor: Client, address: str) -> None:
    _sign_in(visitor, password=PASSWORD)
    assert "look/tokens.css" in visitor.get(f"/accounts/{address}").content.decode()
