"""The page of a store's people, and what its owners and managers do there."""

from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.mail.models import Message
from tamio.commerce.people.models import Invitation, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_agency, make_member, make_store, make_user

PEOPLE = "/backoffice/glashyttan/people/"


@pytest.fixture
def manager(store: Store, owner: User) -> Client:
    return browser_of(make_member(store=store, role=Role.MANAGER, email="bo@example.com"))


def page_of(browser: Client, path: str = "", data: dict[str, str] | None = None) -> str:
    address = f"{PEOPLE}{path}"
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return unescape(answer.content.decode())


def invite(browser: Client, *, email: str = "ny@example.com", role: Role = Role.SUPPORT) -> str:
    return page_of(browser, "invite/", {"email": email, "role": role.value})


def test_the_list_tells_who_has_which_role_and_signs_in_with_what(
    browser: Client, store: Store
) -> None:
    careful = make_member(store=store, role=Role.BOOKKEEPER, name="Karin Ek")
    Authenticator.objects.create(user=careful, type="totp", data={})
    page = page_of(browser)
    row = page.split("Karin Ek")[1].split("</tr>")[0]
    assert "Bookkeeper" in row
    assert "Two-factor" in row
    assert "Never" in row
    assert "Password only" in page.split("owner@example.com")[1].split("</tr>")[0]


def test_an_invitation_leaves_by_mail_in_the_stores_look_with_a_link(
    browser: Client, store: Store
) -> None:
    page = invite(browser)
    assert "The invitation is on its way to ny@example.com." in page
    message = Message.objects.get()
    assert message.recipient == "ny@example.com"
    assert message.subject == "Invitation to Glashyttan"
    assert "Anna Lind invites you to Glashyttan" in message.text
    assert "/accounts/invitations/" in message.html
    assert "Support" in page


def test_who_is_here_or_invited_is_told_so_at_the_field(browser: Client) -> None:
    invite(browser)
    assert "This person is invited already." in invite(browser)
    assert "This person has a role here already." in invite(browser, email="Owner@Example.com")
    assert Message.objects.count() == 1


def test_an_invitation_is_sent_again_and_taken_back(browser: Client) -> None:
    invite(browser)
    first = Invitation.objects.get()
    page_of(browser, f"invitations/{first.pk}/again/", {})
    assert Message.objects.count() == 2
    assert Invitation.objects.get().digest != first.digest
    page = page_of(browser, f"invitations/{first.pk}/take-back/", {})
    assert "The invitation is taken back." in page
    assert "just been accepted or taken back" in page_of(
        browser, f"invitations/{first.pk}/again/", {}
    )


def test_only_owners_make_owners_and_let_agencies_in(manager: Client, browser: Client) -> None:
    assert "Owner" not in page_of(manager, "invite/").split("<form")[-1]
    assert "Select a valid choice" in invite(manager, role=Role.OWNER)
    assert "Select a valid choice" in invite(manager, role=Role.AGENCY)
    assert not Invitation.objects.exists()
    invite(browser, role=Role.OWNER)
    invited = Invitation.objects.get()
    refused = manager.post(f"{PEOPLE}invitations/{invited.pk}/again/")
    assert refused.status_code == 403


def test_a_manager_changes_others_but_no_owner(manager: Client, store: Store, owner: User) -> None:
    member = make_member(store=store, role=Role.VIEWER).memberships.get()
    page_of(manager, f"{member.pk}/", {"role": "support"})
    member.refresh_from_db()
    assert member.role == Role.SUPPORT
    theirs = owner.memberships.get()
    assert manager.post(f"{PEOPLE}{theirs.pk}/", {"role": "viewer"}).status_code == 403
    assert manager.post(f"{PEOPLE}{theirs.pk}/remove/").status_code == 403
    assert "Only an owner changes that." in page_of(manager, f"{theirs.pk}/")


def test_the_last_owner_is_told_what_to_do_first(browser: Client, owner: User) -> None:
    mine = owner.memberships.get()
    said = "Make somebody else an owner first."
    assert said in page_of(browser, f"{mine.pk}/", {"role": "viewer"})
    assert said in page_of(browser, f"{mine.pk}/remove/", {})
    assert owner.memberships.get().role == Role.OWNER


def test_somebody_of_another_store_is_not_found(browser: Client) -> None:
    stranger = make_member(store=make_store()).memberships.get()
    assert browser.get(f"{PEOPLE}{stranger.pk}/").status_code == 404
    assert browser.post(f"{PEOPLE}{stranger.pk}/remove/").status_code == 404


def test_an_agency_names_the_first_owner_of_a_store_without_one(store: Store) -> None:
    store.agency = make_agency()
    store.save()
    person = make_user()
    store.agency.memberships.create(user=person, role=Role.AGENCY)
    browser = browser_of(person)
    assert "The store has no owner of its own" in page_of(browser)
    invite(browser, role=Role.OWNER)
    assert Invitation.objects.get().role == Role.OWNER


def test_the_owner_ends_the_agencys_access(browser: Client, store: Store) -> None:
    store.agency = make_agency(name="Norra Byrån")
    store.save()
    assert "Norra Byrån runs the store with you" in page_of(browser)
    assert "no longer sees the store" in page_of(browser, "agency/end/", {})
    store.refresh_from_db()
    assert store.agency is None


def test_the_table_of_roles_is_for_everyone(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    page = page_of(viewer, "roles/")
    row = page.split("Pay money back")[1].split("</tr>")[0]
    assert row.count("yes") == 4  # owner, manager, bookkeeper, agency
    assert row.count("no<") == 3


def test_people_cost_the_same_however_many_they_are(browser: Client, store: Store) -> None:
    for _ in range(3):
        make_member(store=store)
    with CaptureQueriesContext(connection) as few:
        page_of(browser)
    for _ in range(20):
        make_member(store=store)
    with CaptureQueriesContext(connection) as many:
        page_of(browser)
    assert len(many) == len(few)
