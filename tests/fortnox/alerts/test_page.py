"""The page: what needs you now, and who is told."""

import pytest
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts.people import recipients_of
from tamio.fortnox.models import AlertSettings
from tamio.outbox.states import State
from tests.factories import make_invoice, make_member
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser_of

URL = "/backoffice/glashyttan/integrations/fortnox/alerts/"


@pytest.fixture
def browser(owner: User) -> Client:
    return browser_of(owner)


def chosen(*people: User, **fields: str) -> dict[str, object]:
    keys = [str(person.pk) for person in people]
    return {"recipients": keys, "backlog_hours": "4", "every_hours": "12", **fields}


def test_it_says_what_needs_you_with_a_link_to_it(browser: Client, store: Store) -> None:
    rows.put(make_invoice(store=store), State.REJECTED)
    page = browser.get(URL).content.decode()
    assert "1 invoice was not accepted by Fortnox." in page
    assert "/backoffice/glashyttan/invoices/?state=" in page


def test_it_says_that_nothing_does(browser: Client) -> None:
    assert "Nothing. Every sale is in Fortnox" in browser.get(URL).content.decode()


def test_an_owner_is_ticked_until_somebody_chooses(
    browser: Client, store: Store, owner: User
) -> None:
    accountant = make_member(store=store, role=Role.BOOKKEEPER)
    assert recipients_of(store) == {owner.pk}
    assert browser.post(URL, chosen(accountant)).status_code == 302
    assert recipients_of(store) == {accountant.pk}
    assert browser.post(URL, chosen()).status_code == 302
    assert recipients_of(store) == set()


def test_a_choice_is_kept_and_written_into_the_audit_trail(
    browser: Client, store: Store, owner: User
) -> None:
    browser.post(URL, chosen(backlog_hours="8"))
    assert AlertSettings.objects.get(store=store).backlog_hours == 8
    changed = {row.field: (row.before, row.after, row.by) for row in Change.objects.all()}
    assert changed == {
        "recipients": ("anna@example.com", "", "anna@example.com"),
        "backlog_hours": ("4", "8", "anna@example.com"),
    }
    page = browser.get("/backoffice/glashyttan/audit/?kind=fortnox-connection").content.decode()
    assert "Told by e-mail" in page


@pytest.mark.parametrize(
    "fields", [{"backlog_hours": "0"}, {"every_hours": "200"}, {"every_hours": "often"}]
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, store: Store, fields: dict[str, str]
) -> None:
    answer = browser.post(URL, chosen(**fields))
    assert answer.status_code == 422
    assert f'id="id_{next(iter(fields))}_error"' in answer.content.decode()
    assert not AlertSettings.objects.exists()


def test_a_stranger_cannot_be_ticked(browser: Client, store: Store) -> None:
    stranger = make_member(store=Store.objects.create(name="B", slug="b", email="b@b.example"))
    assert browser.post(URL, chosen(stranger)).status_code == 422


def test_a_viewer_sees_it_and_changes_nothing(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(URL).status_code == 200
    assert viewer.post(URL, chosen()).status_code == 403
