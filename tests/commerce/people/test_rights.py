import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tamio.commerce.people.access import rights_in
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import IN_A_STORE, OWNERS_ONLY, RIGHTS, Right, Role
from tamio.commerce.stores.models import Store
from tests.factories import make_agency, make_member, make_store, make_user

pytestmark = pytest.mark.django_db


def rights(user: User, store: Store) -> frozenset[Right]:
    return rights_in(user=user, store_id=store.pk, agency_id=store.agency_id)


@pytest.mark.parametrize("role", IN_A_STORE)
def test_a_member_has_the_rights_of_the_role_in_that_store_only(role: Role) -> None:
    store, other = make_store(), make_store()
    member = make_member(store=store, role=role)

    assert rights(member, store) == RIGHTS[role]
    assert rights(member, other) == frozenset()
    assert list(Store.objects.seen_by(member)) == [store]


def test_everyone_with_a_role_may_look() -> None:
    assert all(Right.VIEW in granted for granted in RIGHTS.values())


def test_the_people_of_an_agency_reach_all_its_stores_and_no_others() -> None:
    agency = make_agency()
    ours = [make_store(agency=agency) for _ in range(2)]
    make_store(agency=make_agency(name="En annan"))
    make_store()
    person = make_user()
    Membership.objects.create(user=person, agency=agency, role=Role.BOOKKEEPER)

    assert set(Store.objects.seen_by(person)) == set(ours)
    assert rights(person, ours[0]) == RIGHTS[Role.BOOKKEEPER]


def test_a_person_with_two_roles_has_the_rights_of_both_and_sees_the_store_once() -> None:
    agency = make_agency()
    store = make_store(agency=agency)
    person = make_member(store=store, role=Role.FULFILMENT)
    Membership.objects.create(user=person, agency=agency, role=Role.BOOKKEEPER)

    assert rights(person, store) == RIGHTS[Role.FULFILMENT] | RIGHTS[Role.BOOKKEEPER]
    assert list(Store.objects.seen_by(person)) == [store]


def test_a_store_without_an_agency_is_not_reached_through_one() -> None:
    person = make_user()
    Membership.objects.create(user=person, agency=make_agency(), role=Role.OWNER)

    assert rights(person, make_store()) == frozenset()


@pytest.mark.parametrize("both", [True, False])
def test_a_membership_is_of_a_store_or_of_an_agency(both: bool) -> None:
    given = {"store": make_store(), "agency": make_agency()} if both else {}

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=make_user(), role=Role.OWNER, **given)


def test_an_e_mail_address_is_the_same_in_any_case() -> None:
    make_user(email="Anna@Example.com")

    with pytest.raises(ValidationError):
        make_user(email="anna@example.COM ")

    assert User.objects.get().email == "anna@example.com"


def test_an_agencys_owner_has_in_its_stores_all_but_what_the_merchant_decides() -> None:
    agency = make_agency()
    person = make_user()
    Membership.objects.create(user=person, agency=agency, role=Role.OWNER)

    assert rights(person, make_store(agency=agency)) == RIGHTS[Role.OWNER] - OWNERS_ONLY


@pytest.mark.parametrize(("where", "role"), [("store", Role.AGENCY), ("agency", Role.MANAGER)])
def test_a_role_is_given_where_it_belongs(where: str, role: Role) -> None:
    given = {"store": make_store()} if where == "store" else {"agency": make_agency()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=make_user(), role=role, **given)
