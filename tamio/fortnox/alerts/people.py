"""Who is told of which store: as chosen, and else its owners."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import AlertChoice, AlertSent, AlertSettings, Connection
from tamio.fortnox.sync.changes import ALERTS


def members_of(store: Store) -> list[User]:
    """All who could be told: whoever has a role in the store and an account that is open."""
    reached = Q(memberships__store=store)
    if store.agency_id is not None:
        reached |= Q(memberships__agency=store.agency_id)
    return list(User.objects.filter(reached, is_active=True).distinct().order_by("name", "email"))


def recipients_of(store: Store) -> set[int]:
    """The keys of those who are told of it."""
    return {user.pk for user, stores in everyone().items() if store.pk in stores}


def everyone() -> Mapping[User, set[int]]:
    """Who is told of which connected stores. Three queries, however many people there are."""
    stores = dict(Connection.objects.values_list("store_id", "store__agency_id"))
    choices = {
        (store, user): wanted
        for store, user, wanted in AlertChoice.objects.values_list("store", "user", "wanted")
    }
    told: dict[User, set[int]] = {}
    for membership in Membership.objects.filter(user__is_active=True).select_related("user"):
        for store in _stores_of(membership, stores):
            # An owner of the store itself; an agency's people say so when they want to be told.
            owner = membership.role == Role.OWNER and membership.store_id is not None
            if choices.get((store, membership.user_id), owner):
                told.setdefault(membership.user, set()).add(store)
    return told


def _stores_of(membership: Membership, stores: Mapping[int, int | None]) -> list[int]:
    if membership.store_id is not None:
        return [membership.store_id] if membership.store_id in stores else []
    return [store for store, agency in stores.items() if agency == membership.agency_id]


def choose(
    *, store: Store, settings: AlertSettings, wanted: Collection[int], by: str, now: datetime
) -> None:
    """Saves who is told and when, and writes down what was changed."""
    with transaction.atomic():
        before = _values(store, AlertSettings.objects.filter(store=store).first())
        settings.save()
        for member in members_of(store):
            AlertChoice.objects.update_or_create(
                store=store, user=member, defaults={"wanted": member.pk in wanted}
            )
        note_change(
            subject=Subject(store_id=store.pk, kind=ALERTS, id=store.pk, name=""),
            before=before,
            after=_values(store, settings),
            by=by,
            now=now,
        )


def let_go(user: User) -> None:
    """What was chosen for whoever closes their account, and what they were told."""
    AlertChoice.objects.filter(user=user).delete()
    AlertSent.objects.filter(user=user).delete()


def _values(store: Store, settings: AlertSettings | None) -> dict[str, object]:
    held = settings or AlertSettings(store=store)
    told = User.objects.filter(pk__in=recipients_of(store)).order_by("email")
    return {
        "recipients": ", ".join(told.values_list("email", flat=True)),
        "backlog_hours": held.backlog_hours,
        "every_hours": held.every_hours,
    }
