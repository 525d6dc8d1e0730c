"""Guessing is stopped, for one account and for one address on the network."""

from django.test import Client

from tamio.commerce.people.models import User
from tests.backoffice.signing_in.codes import sign_in, text_of
from tests.factories import make_user

SAID = "Too many attempts. Wait five minutes and try again."


def guess(email: str, *, address: str) -> str:
    visitor = Client(headers={"accept-language": "en"}, REMOTE_ADDR=address)
    form = {"login": email, "password": "a wrong guess"}
    return text_of(visitor.post("/accounts/login/", form))


def test_one_account_is_guarded_wherever_the_guesses_come_from(anna: User) -> None:
    said = [guess(anna.email, address=f"192.0.2.{number}") for number in range(7)]
    assert SAID not in said[0]
    assert SAID in said[-1]
    elsewhere = Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.1")
    assert SAID in text_of(sign_in(elsewhere, anna))


def test_one_address_is_stopped_whichever_accounts_it_tries(anna: User) -> None:
    said = [guess(f"person{number}@example.com", address="192.0.2.1") for number in range(12)]
    assert SAID in said[-1]
    other = make_user(email="bo@example.com", password="a long enough secret")
    elsewhere = Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.1")
    assert sign_in(elsewhere, other).status_code == 302


def test_an_account_that_is_not_there_looks_like_one_that_is(anna: User) -> None:
    known = guess(anna.email, address="192.0.2.1").replace(anna.email, "")
    unknown = guess("nobody@example.com", address="192.0.2.2").replace("nobody@example.com", "")
    assert "That is not the password of this address." in known
    assert "That is not the password of this address." in unknown
