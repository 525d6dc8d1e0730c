"""An agency's own page: its people, its clients, and how either comes and goes."""

from html import unescape

import pytest
from django.test import Client

from tamio.commerce.mail.models import Message
from tamio.commerce.people.models import Agency, Invitation, Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_agency, make_member, make_user


@pytest.fixture
def agency(db: None) -> Agency:
    return make_agency(name="Norra Byrån")


@pytest.fixture
def head(agency: Agency) -> User:
    user = make_user(name="Eva Ström", email="eva@byran.example")
    Membership.objects.create(user=user, agency=agency, role=Role.OWNER)
    return user


@pytest.fixture
def browser(head: User) -> Client:
    return browser_of(head)


def page_of(
    browser: Client, agency: Agency, path: str = "", data: dict[str, str] | None = None
) -> str:
    address = f"/agencies/{agency.pk}/{path}"
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return unescape(answer.content.decode())


def take_on(store: Store, agency: Agency) -> None:
    store.agency = agency
    store.save()


def test_it_tells_whom_it_consists_of_and_whose_stores_it_runs(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    page = page_of(browser, agency)
    assert "Eva Ström" in page
    assert f'href="/backoffice/{store.slug}/"' in page


def test_a_colleague_is_invited_through_the_mail_of_a_client(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    given = {"email": "ny@byran.example", "role": "agency"}
    assert "on its way to ny@byran.example" in page_of(browser, agency, "invite/", given)
    message = Message.objects.get()
    assert message.store == store
    assert message.subject == "Invitation to Norra Byrån"
    assert "Glashyttan" not in message.text


def test_an_agency_without_a_client_cannot_send_mail_yet_and_says_so(
    browser: Client, agency: Agency
) -> None:
    given = {"email": "ny@byran.example", "role": "agency"}
    assert "Take on a client first." in page_of(browser, agency, "invite/", given)
    assert not Invitation.objects.exists()


def test_a_client_with_an_owner_of_its_own_is_let_go(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    end = f"clients/{store.pk}/end/"
    assert "has no owner of its own yet" in page_of(browser, agency, end, {})
    make_member(store=store)
    assert "You no longer see Glashyttan." in page_of(browser, agency, end, {})
    store.refresh_from_db()
    assert store.agency is None


def test_before_a_client_is_let_go_one_reads_what_that_means(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    page = browser.get(f"/agencies/{agency.pk}/").content.decode()
    assert "only an owner there can invite you back" in page
    assert "End the work for Glashyttan" in page
    assert "Only an owner of the agency can invite you back." in page


def test_everyone_may_leave_but_the_last_owner(browser: Client, agency: Agency) -> None:
    colleague = make_user()
    theirs = Membership.objects.create(user=colleague, agency=agency, role=Role.SUPPORT)
    mine = agency.memberships.get(role=Role.OWNER)
    remove = f"people/{mine.pk}/remove/"
    browser_of(colleague).post(f"/agencies/{agency.pk}/people/{theirs.pk}/remove/")
    assert not Membership.objects.filter(pk=theirs.pk).exists()
    browser.post(f"/agencies/{agency.pk}/{remove}")
    assert Membership.objects.filter(pk=mine.pk).exists()


def test_a_colleagues_role_changes_in_all_stores_at_once(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    colleague = make_user()
    theirs = Membership.objects.create(user=colleague, agency=agency, role=Role.VIEWER)
    new = f"/backoffice/{store.slug}/products/new/"
    assert browser_of(colleague).get(new).status_code == 403
    page_of(browser, agency, f"people/{theirs.pk}/", {"role": "agency"})
    assert browser_of(colleague).get(new).status_code == 200


def test_the_audit_trail_names_the_person_of_the_agency(
    browser: Client, agency: Agency, store: Store, head: User
) -> None:
    take_on(store, agency)
    make_member(store=store)
    page_of(browser, agency, f"clients/{store.pk}/end/", {})
    owner = browser_of(store.memberships.get().user)
    trail = unescape(owner.get(f"/backoffice/{store.slug}/audit/?kind=people").content.decode())
    assert "Agency's access ended" in trail
    assert head.email in trail


def test_the_way_to_ones_agency_stands_in_the_menu_of_its_stores(
    browser: Client, agency: Agency, store: Store
) -> None:
    take_on(store, agency)
    address = f'href="/agencies/{agency.pk}/"'
    assert address in browser.get(f"/backoffice/{store.slug}/").content.decode()
    own = browser_of(make_member(store=store))
    assert address not in own.get(f"/backoffice/{store.slug}/").content.decode()
    assert address in browser.get("/backoffice/?q=").content.decode()
