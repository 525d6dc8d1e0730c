"""A store comes under an agency by its owner's wish, and either side ends it."""

import pytest
from django.db import transaction

from tamio.commerce.audit.models import Change
from tamio.commerce.people import inviting
from tamio.commerce.people.agencies import Ownerless, UnderAnother, found_agency, part, take_on
from tamio.commerce.people.inviting import Over
from tamio.commerce.people.models import Invitation
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_agency, make_member, make_store, make_user

pytestmark = pytest.mark.django_db
BY = "byra@example.com"


def asked(store: Store) -> Invitation:
    with transaction.atomic():
        return inviting.invite(
            Place(store_id=store.pk), email=BY, role=Role.AGENCY, by="anna@example.com", now=NOW
        )[0]


def test_the_agency_that_accepts_runs_the_store_and_its_people_stay() -> None:
    store = make_store()
    owner = make_member(store=store)
    agency = make_agency()
    with transaction.atomic():
        take_on(asked(store), agency=agency, by=BY, now=NOW)
    store.refresh_from_db()
    assert store.agency == agency
    assert store.memberships.get().user == owner


def test_an_invitation_is_answered_by_one_agency() -> None:
    invitation = asked(make_store())
    with transaction.atomic():
        take_on(invitation, agency=make_agency(), by=BY, now=NOW)
    with pytest.raises(Over), transaction.atomic():
        take_on(invitation, agency=make_agency(), by=BY, now=NOW)


def test_a_store_under_an_agency_is_not_taken_by_another() -> None:
    store = make_store(agency=make_agency())
    invitation = asked(store)
    with pytest.raises(UnderAnother), transaction.atomic():
        take_on(invitation, agency=make_agency(), by=BY, now=NOW)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_who_founds_an_agency_owns_it() -> None:
    user = make_user()
    with transaction.atomic():
        agency = found_agency(user, name="Nya byrån", now=NOW)
    assert agency.memberships.get().role == Role.OWNER


def test_when_it_ends_the_agencys_people_see_the_store_no_more() -> None:
    agency = make_agency()
    store = make_store(agency=agency)
    make_member(store=store)
    part(store_id=store.pk, agency=agency, by=BY, now=NOW)
    store.refresh_from_db()
    assert store.agency is None
    told = Change.objects.get()
    assert (told.subject_kind, told.what, told.by) == ("agency", "disconnected", BY)


def test_a_store_without_an_owner_of_its_own_is_not_left_alone() -> None:
    agency = make_agency()
    store = make_store(agency=agency)
    make_member(store=store, role=Role.MANAGER)
    with pytest.raises(Ownerless):
        part(store_id=store.pk, agency=agency, by=BY, now=NOW)
