"""The palette of an agency's pages: its stores, its pages, and nothing that one may not open."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.models import Agency, Membership
from tamio.commerce.people.roles import Role
from tests.backoffice.conftest import browser_of
from tests.factories import make_agency, make_store, make_user

PALETTE = {"HX-Request": "true", "HX-Target": "palette-results"}


@pytest.fixture
def agency(db: None) -> Agency:
    made = make_agency(name="Norra Byrån")
    for name in ("Glashyttan", "Bageriet"):
        make_store(name=name, slug=name.lower(), agency=made)
    make_store(name="Glasögon", slug="glasogon", agency=make_agency())
    return made


def _of(agency: Agency, role: Role) -> Client:
    user = make_user()
    Membership.objects.create(user=user, agency=agency, role=role)
    return browser_of(user)


def _found(browser: Client, agency: Agency, text: str) -> list[tuple[str, str]]:
    answer = browser.get(f"/agencies/{agency.pk}/find/", {"q": text}, headers=PALETTE)
    return [(group.key, hit.href) for group in answer.context["groups"] for hit in group.hits]


def test_a_client_is_one_word_away(agency: Agency) -> None:
    found = _found(_of(agency, Role.AGENCY), agency, "glas")
    assert found == [("stores", "/backoffice/glashyttan/")]


def test_its_pages_answer_to_their_words_in_both_languages(agency: Agency) -> None:
    browser = _of(agency, Role.OWNER)
    look = ("pages", f"/agencies/{agency.pk}/look/")
    assert look in _found(browser, agency, "logo")
    assert look in _found(browser, agency, "utseende")
    assert ("deeds", f"/agencies/{agency.pk}/invite/") in _found(browser, agency, "invite")


def test_nobody_is_led_to_what_is_refused_to_them(agency: Agency) -> None:
    viewer, head = _of(agency, Role.VIEWER), _of(agency, Role.OWNER)
    offered = {href for _kind, href in _found(viewer, agency, "")}
    assert f"/agencies/{agency.pk}/" in offered
    for href in {href for _kind, href in _found(head, agency, "")} - offered:
        assert head.get(href).status_code == 200
        assert viewer.get(href).status_code == 403
    assert all(viewer.get(href).status_code in {200, 302} for href in offered)


def test_it_works_as_a_page_and_leads_on_where_nothing_was_found(agency: Agency) -> None:
    browser = _of(agency, Role.OWNER)
    page = browser.get(f"/agencies/{agency.pk}/find/?q=zzz").content.decode()
    assert "Nothing found" in page
    assert f'href="/agencies/{agency.pk}/"' in page
    assert f'href="/agencies/{agency.pk}/find/" data-palette' in page


def test_strangers_find_nothing(agency: Agency) -> None:
    stranger = _of(make_agency(), Role.OWNER)
    assert stranger.get(f"/agencies/{agency.pk}/find/?q=glas").status_code == 404


def test_as_many_queries_whatever_is_found(agency: Agency) -> None:
    browser = _of(agency, Role.OWNER)

    def asked(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            _found(browser, agency, text)
        return len(queries)

    few = asked("glas")
    for number in range(20):
        make_store(name=f"Glas {number}", slug=f"glas-{number}", agency=agency)
    assert asked("glas") == few
