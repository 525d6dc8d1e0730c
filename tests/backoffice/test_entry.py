"""The way in, and from one store to another."""

from django.test import Client
from django.urls import reverse

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_agency, make_store, make_user


def test_one_comes_to_the_first_of_ones_stores(browser: Client) -> None:
    assert browser.get("/backoffice/")["Location"] == "/backoffice/glashyttan/"


def test_who_runs_several_stores_for_an_agency_comes_to_its_page(db: None) -> None:
    person = _agency_person("Ett", "Två")
    agency = person.memberships.get().agency_id
    assert browser_of(person).get("/backoffice/")["Location"] == f"/agencies/{agency}/"


def test_an_agency_with_one_store_comes_to_that(db: None) -> None:
    assert browser_of(_agency_person("Ett")).get("/backoffice/")["Location"] == "/backoffice/one/"


def test_who_has_a_store_beside_the_agency_comes_to_a_store(db: None) -> None:
    person = _agency_person("Ett", "Två")
    Membership.objects.create(user=person, store=make_store(), role=Role.OWNER)
    assert browser_of(person).get("/backoffice/")["Location"] == "/backoffice/one/"


def test_who_has_no_store_is_told_what_to_do(db: None) -> None:
    page = browser_of(make_user(email="new@example.com")).get("/backoffice/")
    assert page.status_code == 200
    assert "You are signed in as new@example.com" in page.content.decode()


def test_stores_are_found_by_name_in_any_case(db: None) -> None:
    browser = browser_of(_agency_person("Åkeriet", "Bageriet"))
    found = browser.get("/backoffice/?q=åker").content.decode()
    assert "Åkeriet" in found
    assert "Bageriet" not in found


def test_a_search_shows_only_ones_own_stores(browser: Client) -> None:
    make_store(name="Glasbruket")
    found = browser.get("/backoffice/?q=glas").content.decode()
    assert "Glashyttan" in found
    assert "Glasbruket" not in found


def test_a_search_without_an_answer_says_so(browser: Client) -> None:
    assert "No store has that name." in browser.get("/backoffice/?q=zzz").content.decode()


def test_few_stores_are_listed_in_the_menu_without_a_search(db: None) -> None:
    page = _dashboard(_agency_person("Ett", "Två"))
    assert "/backoffice/two/" in page
    assert "Find a store" not in page


def test_the_language_is_changed_where_one_is(browser: Client, store: Store) -> None:
    here = reverse("backoffice:settings", args=[store.slug])
    answer = browser.post("/language/setlang/", {"language": "sv", "next": here})
    assert answer["Location"] == here
    assert '<html lang="sv">' in browser.get(here).content.decode()


def test_more_than_eight_stores_can_be_searched(db: None) -> None:
    page = _dashboard(_agency_person(*(f"Butik {letter}" for letter in "ABCDEFGHI")))
    assert "Find a store" in page
    assert "All stores" in page


def test_the_menu_is_searched_in_place(db: None) -> None:
    browser = browser_of(_agency_person("Åkeriet", "Bageriet"))
    headers = {"HX-Request": "true", "HX-Target": "switcher-stores"}
    menu = browser.get("/backoffice/?q=bag", headers=headers).content.decode()
    assert menu.lstrip().startswith('<ul id="switcher-stores">')
    assert "Bageriet" in menu


def _agency_person(*names: str) -> User:
    user, agency = make_user(), make_agency()
    Membership.objects.create(user=user, agency=agency, role=Role.OWNER)
    for at, name in enumerate(names):
        make_store(name=name, agency=agency, slug=("one", "two")[at] if at < 2 else f"s{at}")
    return user


def _dashboard(user: User) -> str:
    return browser_of(user).get(reverse("backoffice:dashboard", args=["one"])).content.decode()
