"""Closing an account: roles end, nobody is left without an owner, and nothing names the person."""

from datetime import timedelta

import pytest

from tamio.commerce.audit.models import Change, What
from tamio.commerce.people.closing import LastOwner, close, last_owned
from tamio.commerce.people.models import Agency, Invitation, Membership, User
from tamio.commerce.people.roles import Role
from tests.factories import NOW, make_agency, make_member, make_store, make_user

pytestmark = pytest.mark.django_db


def _invite(email: str, *, by: str) -> Invitation:
    return Invitation.objects.create(
        store=make_store(), email=email, role=Role.VIEWER, digest=email, invited_by=by,
        sent_at=NOW, expires_at=NOW + timedelta(days=7),
    )  # fmt: skip


def test_roles_end_and_the_row_says_nothing_of_the_person() -> None:
    store = make_store()
    make_member(store=store)
    anna = make_member(
        store=store, email="anna@example.com", name="Anna Lind", password="a long secret",
        last_login=NOW,
    )  # fmt: skip
    _invite("anna@example.com", by="kim@example.com")
    sent = _invite("bo@example.com", by="anna@example.com")
    close(anna, now=NOW)
    left = User.objects.get(pk=anna.pk)
    assert (left.email, left.name) == (f"closed-{anna.pk}@tamio.invalid", "")
    assert not left.is_active
    assert not left.has_usable_password()
    assert left.last_login is None
    assert not left.memberships.exists()
    assert not Invitation.objects.filter(email="anna@example.com").exists()
    sent.refresh_from_db()
    assert sent.invited_by == left.email
    # What the bookkeeping act asks for: who it was that left, and by whose hand.
    change = Change.objects.get(store=store, what=What.DISCONNECTED)
    assert (change.by, change.subject_name) == ("anna@example.com", "anna@example.com")


def test_the_same_address_begins_anew() -> None:
    close(make_user(email="anna@example.com"), now=NOW)
    assert make_user(email="anna@example.com").is_active


def test_the_last_owner_of_a_store_stays_and_nothing_is_half_done() -> None:
    other, own = make_store(), make_store(name="Glashyttan")
    make_member(store=other)
    anna = make_member(store=own)
    Membership.objects.create(user=anna, store=other, role=Role.MANAGER)
    assert [each.store for each in last_owned(anna)] == [own]
    with pytest.raises(LastOwner):
        close(anna, now=NOW)
    assert anna.memberships.count() == 2
    assert not Change.objects.exists()
    closed = make_member(store=own, is_active=False)
    assert last_owned(anna), f"{closed} can decide nothing"
    make_member(store=own)
    assert last_owned(anna) == []
    close(anna, now=NOW)


def test_an_agency_that_is_nobody_elses_and_runs_nothing_ends_with_its_owner() -> None:
    anna, agency = make_user(), make_agency()
    Membership.objects.create(user=anna, agency=agency, role=Role.OWNER)
    store = make_store(agency=agency)
    assert [each.agency for each in last_owned(anna)] == [agency]
    store.agency = None
    store.save()
    colleague = make_user()
    Membership.objects.create(user=colleague, agency=agency, role=Role.AGENCY)
    assert [each.agency for each in last_owned(anna)] == [agency]
    close(colleague, now=NOW)
    assert last_owned(anna) == []
    close(anna, now=NOW)
    assert not Agency.objects.exists()
