"""Roles change and people leave; the last owner does neither."""

import pytest

from tamio.commerce.audit.models import Change
from tamio.commerce.people import changing
from tamio.commerce.people.changing import LastOwner
from tamio.commerce.people.models import Membership
from tamio.commerce.people.roles import Role
from tests.factories import NOW, make_agency, make_member, make_store, make_user

pytestmark = pytest.mark.django_db
BY = "anna@example.com"


def test_a_changed_role_is_told_with_what_it_was() -> None:
    store = make_store()
    member = make_member(store=store, role=Role.VIEWER)
    changing.change_role(member.memberships.get(), role=Role.MANAGER, by=BY, now=NOW)
    assert member.memberships.get().role == Role.MANAGER
    told = Change.objects.get()
    assert (told.by, told.field, told.before, told.after) == (BY, "role", "viewer", "manager")


def test_the_same_role_again_is_no_change() -> None:
    member = make_member(store=make_store(), role=Role.VIEWER)
    changing.change_role(member.memberships.get(), role=Role.VIEWER, by=BY, now=NOW)
    assert not Change.objects.exists()


def test_who_is_removed_keeps_the_account_and_other_roles() -> None:
    store = make_store()
    member = make_member(store=store, role=Role.SUPPORT)
    Membership.objects.create(user=member, store=make_store(), role=Role.OWNER)
    changing.remove(member.memberships.get(store=store), by=BY, now=NOW)
    assert member.memberships.get().role == Role.OWNER


@pytest.mark.parametrize("in_an_agency", [True, False])
def test_the_last_owner_is_neither_lowered_nor_removed(in_an_agency: bool) -> None:
    membership = _owner(in_an_agency)
    with pytest.raises(LastOwner):
        changing.change_role(membership, role=Role.VIEWER, by=BY, now=NOW)
    with pytest.raises(LastOwner):
        changing.remove(membership, by=BY, now=NOW)
    assert Membership.objects.get().role == Role.OWNER


def test_an_owner_whose_account_is_closed_does_not_count() -> None:
    store = make_store()
    owner, closed = make_member(store=store), make_member(store=store)
    closed.is_active = False
    closed.save()
    with pytest.raises(LastOwner):
        changing.remove(owner.memberships.get(), by=BY, now=NOW)


def test_with_another_owner_one_may_leave() -> None:
    store = make_store()
    first, second = make_member(store=store), make_member(store=store)
    changing.remove(first.memberships.get(), by=BY, now=NOW)
    assert store.memberships.get().user == second


def test_what_changes_in_an_agency_is_told_in_all_its_stores() -> None:
    agency = make_agency()
    stores = {make_store(agency=agency).pk, make_store(agency=agency).pk}
    make_store()
    member = make_user()
    membership = Membership.objects.create(user=member, agency=agency, role=Role.SUPPORT)
    changing.change_role(membership, role=Role.AGENCY, by=BY, now=NOW)
    assert set(Change.objects.values_list("store_id", flat=True)) == stores


def _owner(in_an_agency: bool) -> Membership:
    of = {"agency": make_agency()} if in_an_agency else {"store": make_store()}
    return Membership.objects.create(user=make_user(), role=Role.OWNER, **of)
