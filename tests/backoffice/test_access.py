"""Who gets in: the person's own stores, and what their role lets them do there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from tamio.backoffice.access import store_page
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Right, Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.fillings import page
from tests.factories import make_agency, make_member, make_product, make_store, make_user


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(store: Store) -> None:
    url = reverse("backoffice:products", args=[store.slug])
    answer = Client().get(f"{url}?q=vas")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={url}%3Fq%3Dvas"


def test_a_fragment_moves_the_whole_page_to_the_sign_in(store: Store) -> None:
    url = reverse("backoffice:products", args=[store.slug])
    current = f"http://testserver{url}?q=vas"
    headers = {"HX-Request": "true", "HX-Current-URL": current}
    answer = Client().get(url, headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"/accounts/login/?next={url}%3Fq%3Dvas"


def test_what_was_posted_before_signing_in_is_not_repeated(store: Store) -> None:
    answer = Client().post(reverse("backoffice:settings", args=[store.slug]))
    assert answer["Location"] == "/accounts/login/?next=/backoffice/"


def test_another_persons_store_does_not_exist(browser: Client) -> None:
    other = make_store()
    assert browser.get(reverse("backoffice:dashboard", args=[other.slug])).status_code == 404


def test_who_is_no_longer_a_member_no_longer_gets_in(browser: Client, store: Store) -> None:
    Membership.objects.all().delete()
    assert browser.get(reverse("backoffice:dashboard", args=[store.slug])).status_code == 404


def test_a_closed_account_no_longer_gets_in(browser: Client, store: Store, owner: User) -> None:
    owner.is_active = False
    owner.save()
    answer = browser.get(reverse("backoffice:dashboard", args=[store.slug]))
    assert answer.status_code == 302


def test_people_of_an_agency_get_into_all_its_stores(db: None) -> None:
    agency, user = make_agency(), make_user()
    Membership.objects.create(user=user, agency=agency, role=Role.AGENCY)
    for store in (make_store(agency=agency), make_store(agency=agency)):
        url = reverse("backoffice:dashboard", args=[store.slug])
        assert browser_of(user).get(url).status_code == 200


def test_a_role_without_the_right_is_refused_in_words(store: Store) -> None:
    viewer = make_member(store=store, role=Role.VIEWER)
    answer = browser_of(viewer).get(reverse("backoffice:new_product", args=[store.slug]))
    assert answer.status_code == 403
    assert "Your role does not let you change products." in answer.content.decode()


def test_a_page_asks_for_the_right_it_names(store: Store) -> None:
    assert page(_request(store, Role.BOOKKEEPER), store_slug=store.slug).status_code == 200
    with pytest.raises(PermissionDenied, match="submit invoices"), override("en"):
        page(_request(store, Role.FULFILMENT), store_slug=store.slug)


def _request(store: Store, role: Role) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = make_member(store=store, role=role)
    return request


def test_the_view_hears_no_slug(store: Store, owner: User) -> None:
    request = RequestFactory().get("/")
    request.user = owner
    assert page(request, store_slug=store.slug).content.decode() == f"/backoffice/{store.slug}/"


def test_a_page_is_kept_by_no_cache_that_others_share(browser: Client, store: Store) -> None:
    answer = browser.get(reverse("backoffice:dashboard", args=[store.slug]))
    assert "private" in answer["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_another_stores_product_does_not_exist(browser: Client, store: Store) -> None:
    foreign = make_product(store=make_store())
    url = reverse("backoffice:product", args=[store.slug, foreign.pk])
    assert browser.get(url).status_code == 404
    assert browser.post(url, {"name": "Stolen"}).status_code == 404


def test_a_decorated_view_keeps_its_name() -> None:
    assert store_page(right=Right.VIEW)(page).__name__ == "page"
