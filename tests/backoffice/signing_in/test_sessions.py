"""Where one is signed in, and signing out from there."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.people.models import SignIn, User
from tamio.commerce.stores.models import Store
from tests.backoffice.signing_in.codes import PASSWORD, sign_in, text_of
from tests.factories import make_member

HOME, SESSIONS = "/backoffice/glashyttan/", "/accounts/sessions/"


@pytest.fixture
def phone(anna: User) -> Client:
    browser = Client(headers={"user-agent": "iPhone Safari/604", "accept-language": "sv-SE"})
    sign_in(browser, anna)
    return browser


def test_the_list_tells_devices_and_which_one_this_is(
    visitor: Client, phone: Client, anna: User
) -> None:
    sign_in(visitor, anna)
    page = text_of(visitor.get(SESSIONS))
    assert "Firefox on Windows" in page.split("this session")[0]
    assert "Safari on iPhone" in page
    assert "Set to Swedish (Sweden)" in page


def test_one_other_session_is_ended(visitor: Client, phone: Client, anna: User) -> None:
    sign_in(visitor, anna)
    theirs = SignIn.objects.get(system="iPhone")
    page = text_of(visitor.post(f"{SESSIONS}{theirs.pk}/end/", follow=True))
    assert "You are signed out there." in page
    assert phone.get(HOME).status_code == 302
    assert visitor.get(HOME).status_code == 200


def test_all_other_sessions_are_ended_and_this_one_goes_on(
    visitor: Client, phone: Client, anna: User
) -> None:
    sign_in(visitor, anna)
    sign_in(Client(), anna)
    page = text_of(visitor.post(f"{SESSIONS}others/end/", follow=True))
    assert "You are signed out on 2 other devices." in page
    assert phone.get(HOME).status_code == 302
    assert visitor.get(HOME).status_code == 200


def test_somebody_elses_session_is_not_found(visitor: Client, phone: Client, store: Store) -> None:
    other = make_member(store=store, password=PASSWORD)
    sign_in(visitor, other)
    theirs = SignIn.objects.get(system="iPhone")
    assert visitor.post(f"{SESSIONS}{theirs.pk}/end/").status_code == 404
    visitor.post(f"{SESSIONS}others/end/")
    assert phone.get(HOME).status_code == 200


def test_a_session_one_has_signed_out_of_is_in_the_list_no_more(
    visitor: Client, phone: Client, anna: User
) -> None:
    phone.post("/accounts/logout/")
    sign_in(visitor, anna)
    assert "iPhone" not in text_of(visitor.get(SESSIONS))


def test_when_it_was_last_seen_is_written_at_most_every_ten_minutes(
    visitor: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", "2026-11-23T09:00:00+01:00")
    sign_in(visitor, anna)
    began = SignIn.objects.get().last_seen_at
    for minutes, moved in ((9, 0), (10, 10), (19, 10), (20, 20)):
        monkeypatch.setenv("TAMIO_CLOCK", f"2026-11-23T09:{minutes:02}:00+01:00")
        visitor.get(HOME)
        assert SignIn.objects.get().last_seen_at == began + timedelta(minutes=moved)


def test_a_new_password_ends_the_others_and_this_session_stays_in_the_list(
    visitor: Client, phone: Client, anna: User
) -> None:
    sign_in(visitor, anna)
    new = {
        "oldpassword": PASSWORD,
        "password1": "another long secret",
        "password2": "another long secret",
    }
    visitor.post("/accounts/password/change/", new)
    assert phone.get(HOME).status_code == 302
    assert "this session" in text_of(visitor.get(SESSIONS))


def test_signing_in_is_a_row_of_the_audit_trail(visitor: Client, anna: User) -> None:
    sign_in(visitor, anna)
    row = Change.objects.get(subject_kind="sign-in")
    assert (row.by, row.after) == ("anna@example.com", "password")
    page = text_of(visitor.get(f"{HOME}audit/?kind=people"))
    assert "Signed in" in page
    assert "with a password" in page


def test_a_person_gets_what_is_kept_of_them_as_a_file(visitor: Client, anna: User) -> None:
    sign_in(visitor, anna)
    known = json.loads(visitor.get("/accounts/my-data.json").content)
    assert known["account"]["email"] == "anna@example.com"
    assert known["roles"] == [{"store": "Glashyttan", "agency": "", "role": "owner"}]
    assert known["sessions"][0]["browser"] == "Firefox"
    assert "key" not in json.dumps(known)
