"""Pages that say no, or that something broke: each in the house's clothes, with a next step."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils.translation import override
from django.views import defaults

from tamio.commerce.stores.models import Store


def test_an_unknown_address_has_a_next_step(browser: Client) -> None:
    answer = browser.get("/backoffice/nowhere/at/all/")
    assert answer.status_code == 404
    assert "There is no page here" in answer.content.decode()
    assert 'href="/backoffice/"' in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/%00/", "/backoffice/%F0%9F%92%A9/", f"/backoffice/{'x' * 3000}/"]
)
def test_a_strange_address_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_an_expired_form_says_that_nothing_was_saved(store: Store) -> None:
    visitor = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = visitor.post("/accounts/login/", {"login": "anna@example.com"})
    assert answer.status_code == 403
    assert "Nothing was saved." in answer.content.decode()


def test_an_error_of_ours_says_so_without_asking_the_database() -> None:
    with override("en"):
        answer = defaults.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong in Tamio" in answer.content.decode()
    assert 'href="/backoffice/"' in answer.content.decode()


def test_a_refusal_says_why_and_whom_to_ask() -> None:
    with override("en"):
        answer = defaults.permission_denied(
            RequestFactory().get("/"), PermissionDenied("Your role does not let you see this.")
        )
    assert "Your role does not let you see this. Ask an owner" in answer.content.decode()


def test_the_handlers_are_the_ones_that_use_these_pages() -> None:
    resolver = get_resolver()
    for code in (400, 403, 404, 500):
        assert resolver.resolve_error_handler(code).__module__ == "django.views.defaults"


def test_a_page_of_the_back_office_takes_no_other_verbs(browser: Client, store: Store) -> None:
    assert browser.put(f"/backoffice/{store.slug}/").status_code == 405
    assert browser.post(f"/backoffice/{store.slug}/invoices/").status_code == 405


def test_every_page_carries_the_policy(browser: Client, store: Store) -> None:
    policy = browser.get(f"/backoffice/{store.slug}/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
