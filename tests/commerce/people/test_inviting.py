"""An invitation works once, within seven days, by its newest link only."""

from datetime import timedelta

import pytest
from django.db import transaction

from tamio.commerce.audit.models import Change
from tamio.commerce.people import inviting
from tamio.commerce.people.forgetting import forget
from tamio.commerce.people.inviting import LASTS, NotInvited, Over, Refused
from tamio.commerce.people.models import Invitation, Membership
from tamio.commerce.people.places import Place
from tamio.commerce.people.privacy import erase, extent, known
from tamio.commerce.people.roles import Role
from tamio.commerce.privacy.records import Person
from tests.factories import NOW, make_member, make_store, make_user

pytestmark = pytest.mark.django_db
LATE = NOW + LASTS


@pytest.fixture
def place() -> Place:
    return Place(store_id=make_store().pk)


def invited(place: Place, email: str = "ny@example.com", role: Role = Role.BOOKKEEPER) -> str:
    with transaction.atomic():
        return inviting.invite(place, email=email, role=role, by="anna@example.com", now=NOW)[1]


def test_whoever_accepts_has_the_role_that_was_offered(place: Place) -> None:
    found = inviting.find(invited(place))
    user = make_user(email="ny@example.com")
    assert found is not None
    inviting.accept(found, user=user, now=NOW)
    assert place.memberships().get(user=user).role == Role.BOOKKEEPER


def test_a_link_works_once(place: Place) -> None:
    found = inviting.find(invited(place))
    assert found is not None
    inviting.accept(found, user=make_user(), now=NOW)
    with pytest.raises(Over):
        inviting.accept(found, user=make_user(), now=NOW)
    assert place.memberships().count() == 1


def test_a_link_works_for_seven_days_and_not_a_moment_longer(place: Place) -> None:
    found = inviting.find(invited(place))
    assert found is not None
    assert inviting.is_open(found, now=LATE - timedelta(seconds=1))
    assert not inviting.is_open(found, now=LATE)
    with pytest.raises(Over):
        inviting.accept(found, user=make_user(), now=LATE)


def test_sent_again_only_the_new_link_works_and_for_another_week(place: Place) -> None:
    old = invited(place)
    found = inviting.find(old)
    assert found is not None
    new = inviting.renew(found, now=LATE)
    assert inviting.find(old) is None
    renewed = inviting.find(new)
    assert renewed is not None
    assert inviting.is_open(renewed, now=LATE + LASTS - timedelta(seconds=1))


def test_what_is_taken_back_is_neither_accepted_nor_sent_again(place: Place) -> None:
    found = inviting.find(invited(place))
    assert found is not None
    inviting.take_back(found, by="anna@example.com", now=NOW)
    with pytest.raises(Over):
        inviting.accept(found, user=make_user(), now=NOW)
    with pytest.raises(Over):
        inviting.renew(found, now=NOW)
    assert place.memberships().count() == 0


def test_nobody_is_invited_twice_while_the_first_is_open(place: Place) -> None:
    invited(place)
    with pytest.raises(NotInvited) as refused:
        invited(place, email="NY@example.com ")
    assert refused.value.why == Refused.INVITED


def test_a_member_is_not_invited(place: Place) -> None:
    Membership.objects.create(
        user=make_user(email="bo@example.com"), store_id=place.store_id, role=Role.VIEWER
    )
    with pytest.raises(NotInvited) as refused:
        invited(place, email="bo@example.com")
    assert refused.value.why == Refused.MEMBER


def test_what_nobody_answered_in_time_gives_way_to_a_new_invitation(place: Place) -> None:
    invited(place)
    with transaction.atomic():
        inviting.invite(
            place, email="ny@example.com", role=Role.OWNER, by="anna@example.com", now=LATE
        )
    assert place.invitations().filter(taken_back_at=None).get().role == Role.OWNER


def test_only_the_digest_of_a_link_is_kept(place: Place) -> None:
    token = invited(place)
    kept = Invitation.objects.values().get()
    assert all(token not in str(value) for value in kept.values())


def test_the_audit_trail_tells_who_invited_whom_and_who_came(place: Place) -> None:
    found = inviting.find(invited(place))
    assert found is not None
    inviting.accept(found, user=make_user(email="ny@example.com"), now=NOW)
    told = Change.objects.values_list("by", "subject_name", "what")
    assert list(told) == [
        ("anna@example.com", "ny@example.com", "created"),
        ("ny@example.com", "ny@example.com", "connected"),
    ]


def test_a_year_after_it_ended_an_invitation_is_forgotten(place: Place) -> None:
    invited(place)
    forget(lambda: LATE + timedelta(days=364))
    assert Invitation.objects.count() == 1
    forget(lambda: LATE + timedelta(days=366))
    assert Invitation.objects.count() == 0


def test_invitations_are_among_what_is_known_of_a_customer_and_erased_with_them() -> None:
    store = make_store()
    place = Place(store_id=store.pk)
    token = invited(place, email="asa@example.com")
    invited(Place(store_id=make_store().pk), email="asa@example.com")
    person = Person(store_id=store.pk, customer_id=1, email="Asa@example.com")
    assert [each["role"] for each in known(person)] == ["bookkeeper"]
    assert token not in str(known(person))
    assert extent(person).goes == 1
    erase(person, now=NOW)
    assert place.invitations().count() == 0
    assert Invitation.objects.count() == 1


def test_a_member_who_accepts_keeps_the_role_they_have(place: Place) -> None:
    found = inviting.find(invited(place, role=Role.VIEWER))
    assert found is not None
    assert found.store is not None
    owner = make_member(store=found.store)
    inviting.accept(found, user=owner, now=NOW)
    assert place.memberships().get().role == Role.OWNER
