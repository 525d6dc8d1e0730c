"""Walks every address and every operation with every role, and holds them to the one table."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from tamio.api.application import api
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import IN_A_STORE, OWNERS_ONLY, RIGHTS, Right, Role
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token
from tests.factories import (
    NOW,
    make_agency,
    make_invoice,
    make_member,
    make_product,
    make_store,
    make_user,
)
from tests.roles.addresses import addresses
from tests.roles.table import (
    AGENCY_PAGES,
    OF_THE_API,
    OF_WHOEVER_IS_SIGNED_IN,
    OPEN,
    OPERATIONS,
    STORE_PAGES,
)

pytestmark = pytest.mark.django_db
ADDRESSES = addresses()
REFUSED, NO_SUCH_METHOD = 403, 405


@pytest.fixture
def store() -> Store:
    """Whose first person is no owner: an owner's own page is an owner's to change."""
    store = make_store(name="Glashyttan", slug="glashyttan", agency=make_agency())
    make_member(store=store, role=Role.VIEWER)
    make_member(store=store)
    make_invoice(store=store, contents={make_product(store=store): 1})
    return store


@pytest.fixture(autouse=True)
def undrawn() -> Iterator[None]:
    """What a page says is no matter here, and drawing it would be most of the walk."""
    # In that one module: elsewhere the name might be imported, and kept, while it is not itself.
    with mock.patch("django.shortcuts.loader", mock.Mock(render_to_string=lambda *_, **__: "")):
        yield


def test_every_address_has_its_entry_in_the_table() -> None:
    known = {*STORE_PAGES, *AGENCY_PAGES, *OF_WHOEVER_IS_SIGNED_IN, *OPEN, *OF_THE_API}
    operations = {name for name in ADDRESSES if name.startswith("api:")} - OF_THE_API
    new = set(ADDRESSES) - known - operations
    assert not new, f"Say in tests/roles/table.py who may open {', '.join(sorted(new))}."
    gone = known - set(ADDRESSES)
    assert not gone, f"Take {', '.join(sorted(gone))} out of tests/roles/table.py."


def test_every_operation_of_the_api_has_its_entry_in_the_table() -> None:
    new = _operations() ^ set(OPERATIONS)
    assert not new, f"Say in OPERATIONS of tests/roles/table.py which token {sorted(new)} takes."


def test_the_description_tells_which_operations_a_reading_token_is_refused() -> None:
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    told = {operation: 403 in _answers(paths, *operation) for operation in OPERATIONS}
    assert told == OPERATIONS


def _answers(paths: dict[str, dict[str, Any]], method: str, route: str) -> set[int]:
    return {int(status) for status in paths[route][method.lower()]["responses"]}


@pytest.mark.parametrize("role", IN_A_STORE)
def test_a_role_opens_what_the_table_says_and_nothing_else(store: Store, role: Role) -> None:
    assert _departures(make_member(store=store, role=role), RIGHTS[role]) == []


def test_an_agency_does_in_its_clients_stores_all_but_what_owners_decide(store: Store) -> None:
    person = make_user()
    Membership.objects.create(user=person, agency=store.agency, role=Role.OWNER)
    assert _departures(person, RIGHTS[Role.OWNER] - OWNERS_ONLY) == []
    assert RIGHTS[Role.OWNER] - OWNERS_ONLY == RIGHTS[Role.AGENCY]


def _departures(user: User, rights: frozenset[Right]) -> list[str]:
    return [
        f"{method} {name}: {status}"
        for name, needs in STORE_PAGES.items()
        for method, right in zip(("GET", "POST"), needs, strict=True)
        if not _as_it_should(status := _status(user, method, ADDRESSES[name]), right, rights)
    ]


def _as_it_should(status: int, right: Right | None, rights: frozenset[Right]) -> bool:
    if right is None:
        return status == NO_SUCH_METHOD
    if right not in rights:
        return status == REFUSED
    return status not in {REFUSED, NO_SUCH_METHOD, 500}


def test_a_passer_by_is_sent_to_sign_in_wherever_it_is_not_open_to_all(store: Store) -> None:
    closed = {*STORE_PAGES, *AGENCY_PAGES, *OF_WHOEVER_IS_SIGNED_IN}
    assert [name for name in sorted(closed) if not _leads_to_sign_in(ADDRESSES[name])] == []


def _leads_to_sign_in(address: str) -> bool:
    answers = [Client().get(address), Client().post(address)]
    moved = [answer for answer in answers if answer.status_code != NO_SUCH_METHOD]
    return bool(moved) and all(
        answer.get("Location", "").startswith("/accounts/login/") for answer in moved
    )


@pytest.mark.parametrize("role", [Role.OWNER, Role.AGENCY, Role.VIEWER])
def test_only_an_agencys_owners_decide_about_it(store: Store, role: Role) -> None:
    person = make_user()
    Membership.objects.create(user=person, agency=store.agency, role=role)
    for name, needs in AGENCY_PAGES.items():
        address = ADDRESSES[name].replace("/agencies/1/", f"/agencies/{store.agency_id}/")
        statuses = {_status(person, method, address) for method in ("GET", "POST")}
        lacks = needs not in RIGHTS[role] if isinstance(needs, Right) else needs
        assert (REFUSED in statuses) == (bool(lacks) and role != Role.OWNER), name


def test_a_stranger_finds_no_agency(store: Store) -> None:
    stranger = make_user()
    for name in AGENCY_PAGES:
        address = ADDRESSES[name].replace("/agencies/1/", f"/agencies/{store.agency_id}/")
        statuses = {_status(stranger, method, address) for method in ("GET", "POST")}
        assert statuses <= {404, NO_SUCH_METHOD}, name


@pytest.mark.parametrize("may_write", [True, False])
def test_a_token_reads_and_writes_only_if_it_may(store: Store, may_write: bool) -> None:
    _token, plain = issue_token(store=store, name="Kassan", now=NOW, may_write=may_write)
    for (method, route), takes_writing in OPERATIONS.items():
        answer = _call(method, route, token=plain)
        assert answer.status_code != 401, route
        assert (answer.status_code == REFUSED) == (takes_writing and not may_write), route


def test_no_operation_is_open_without_a_token(store: Store) -> None:
    token, plain = issue_token(store=store, name="Kassan", now=NOW)
    token.revoke(now=NOW)
    for method, route in OPERATIONS:
        assert _call(method, route, token="").status_code == 401, route
        assert _call(method, route, token=plain).status_code == 401, route


def _status(user: User, method: str, address: str) -> int:
    """Of the view alone, without the middleware around it: a walk is thousands of calls.

    What it did is undone: the next address finds the store as it was.
    """
    request = _request(user, method, address)
    view, arguments, names = request.resolver_match
    with transaction.atomic():
        try:
            answer = view(request, *arguments, **names)
        except PermissionDenied:
            return REFUSED
        except Http404:
            return 404
        finally:
            transaction.set_rollback(True)
    answer.close()
    return int(answer.status_code)


def _request(user: User, method: str, address: str) -> Any:
    request: Any = RequestFactory().generic(method, address)
    request.user, request.session = user, SessionStore()
    request.htmx, request.resolver_match = HtmxDetails(request), resolve(address)
    request._messages = CookieStorage(request)
    return request


def _operations() -> set[tuple[str, str]]:
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    return {(method.upper(), route) for route, methods in paths.items() for method in methods}


def _call(method: str, route: str, *, token: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(headers=headers).generic(
        method, route.replace("{number}", "1001"), "{}", content_type="application/json"
    )
