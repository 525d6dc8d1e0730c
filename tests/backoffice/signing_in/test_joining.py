"""Accepting an invitation: with a new account, with the one there is, or in an agency's name."""

from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tamio.clock import now
from tamio.commerce.audit.models import Change
from tamio.commerce.people import inviting
from tamio.commerce.people.models import Agency, SignIn, User
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_agency, make_member, make_user

ADDRESS = "ny@example.com"
ACCOUNT = {"name": "Nils Ny", "password": "a long enough secret"}


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(headers={"accept-language": "en"})


def link(store: Store, *, role: Role = Role.SUPPORT, email: str = ADDRESS) -> str:
    place = Place(store_id=store.pk)
    with transaction.atomic():
        made = inviting.invite(place, email=email, role=role, by="anna@example.com", now=now())
    return f"/accounts/invitations/{made[1]}/"


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_new_person_chooses_a_name_and_a_password_and_is_in(
    visitor: Client, store: Store
) -> None:
    address = link(store)
    page = text_of(visitor.get(address))
    assert "anna@example.com invites you as <strong>Support</strong>" in page
    answer = visitor.post(address, ACCOUNT, follow=True)
    assert answer.redirect_chain[-1][0] == "/backoffice/glashyttan/"
    person = User.objects.get(email=ADDRESS)
    assert str(person) == "Nils Ny"
    assert person.memberships.get().role == Role.SUPPORT
    assert SignIn.objects.get().user == person
    assert Change.objects.filter(subject_kind="sign-in", after="invitation").count() == 1


def test_looking_does_not_use_the_link(visitor: Client, store: Store) -> None:
    address = link(store)
    for _ in range(3):
        assert visitor.get(address).status_code == 200
    assert visitor.post(address, ACCOUNT).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "password1234"}, "too common"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_no_account_is_made(
    visitor: Client, store: Store, given: dict[str, str], said: str
) -> None:
    answer = visitor.post(link(store), ACCOUNT | given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not User.objects.exists()


def test_a_used_link_says_so(visitor: Client, store: Store) -> None:
    address = link(store)
    visitor.post(address, ACCOUNT)
    answer = Client(headers={"accept-language": "en"}).get(address)
    assert answer.status_code == 410
    assert "a link works only once" in text_of(answer)


def test_a_link_that_was_taken_back_or_never_was_says_what_to_do(
    visitor: Client, store: Store
) -> None:
    address = link(store)
    found = store.invitations.get()
    inviting.take_back(found, by="anna@example.com", now=found.sent_at)
    for gone in (address, "/accounts/invitations/none-at-all/"):
        answer = visitor.post(gone, ACCOUNT)
        assert answer.status_code == 410
        assert "It was taken back, or a newer link was sent" in text_of(answer)
    assert not User.objects.exists()


def test_who_has_an_account_signs_in_and_accepts(visitor: Client, store: Store) -> None:
    user = make_user(email=ADDRESS)
    address = link(store)
    assert f"/accounts/login/?next={address}" in text_of(visitor.get(address))
    assert visitor.post(address, ACCOUNT).status_code == 200
    assert not user.memberships.exists()
    assert browser_of(user).post(address)["Location"] == "/backoffice/glashyttan/"
    assert user.memberships.get().role == Role.SUPPORT


def test_another_account_does_not_take_it(store: Store) -> None:
    other = make_user(email="annan@example.com")
    address = link(store)
    answer = browser_of(other).post(address)
    assert answer.status_code == 409
    assert "you are signed in as annan@example.com" in text_of(answer)
    assert not other.memberships.exists()


def test_an_agency_that_is_asked_takes_the_store_among_its_own(store: Store) -> None:
    make_member(store=store)
    head = make_user(email=ADDRESS)
    agency = make_agency(name="Norra Byrån")
    agency.memberships.create(user=head, role=Role.OWNER)
    address = link(store, role=Role.AGENCY)
    page = text_of(browser_of(head).get(address))
    assert "asks your agency to run the store" in page
    assert "Norra Byrån" in page
    browser_of(head).post(address, {"agency": str(agency.pk), "name": ""})
    store.refresh_from_db()
    assert store.agency == agency
    assert not head.memberships.filter(store=store).exists()


def test_a_new_person_founds_the_agency_they_answer_for(visitor: Client, store: Store) -> None:
    make_member(store=store)
    address = link(store, role=Role.AGENCY)
    page = text_of(visitor.post(address, ACCOUNT, follow=True))
    assert "The agency's name" in page
    assert "Write what the agency is called." in text_of(visitor.post(address, {"name": ""}))
    visitor.post(address, {"name": "Nya byrån"})
    store.refresh_from_db()
    assert store.agency == Agency.objects.get()
    assert Agency.objects.get().memberships.get().role == Role.OWNER


def test_nobody_answers_for_an_agency_that_is_not_theirs(store: Store) -> None:
    user = make_user(email=ADDRESS)
    foreign = make_agency()
    answer = browser_of(user).post(link(store, role=Role.AGENCY), {"agency": str(foreign.pk)})
    assert answer.status_code == 422
    store.refresh_from_db()
    assert store.agency is None
