"""What people have done with subscriptions, plans and prices, as the audit trail tells it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tamio.backoffice.audit.entries import Asked, AuditEntry
from tamio.backoffice.audit.sources import ChangeSource
from tamio.backoffice.searching import mentions, number_in
from tamio.backoffice.subscriptions.telling import tone_of, words_of
from tamio.commerce.audit.models import Change
from tamio.commerce.audit.models import What as Deed
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.events import TAMIO
from tamio.commerce.subscriptions.models import PlanVersion, SubscriptionEvent, What
from tamio.commerce.subscriptions.repricing.planning import KIND

_PLAN = "plan"
#: Whoever is no person of the store: the run, and customers on their own pages.
_NOBODY = (TAMIO, "customer")


def _address(store: Store, change: Change) -> str:
    name = "price_change" if change.subject_kind == KIND else "plan"
    return reverse(f"backoffice:{name}", args=[store.slug, change.subject_id])


PLANS = ChangeSource(
    kind="plans",
    label=gettext_lazy("Subscription plans"),
    models={_PLAN: PlanVersion, KIND: None},
    names={_PLAN: gettext_lazy("Plan"), KIND: gettext_lazy("Price change")},
    address=_address,
    deeds={
        (KIND, Deed.CREATED): pgettext_lazy("audit", "New price for subscribers"),
        (KIND, Deed.CHANGED): pgettext_lazy("audit", "Price change called off"),
    },
    fields={"name": gettext_lazy("Name"), "active": gettext_lazy("For sale")},
)


class SubscriptionSource:
    """Pauses, changes, cancellations and whatever else somebody of the store did with one."""

    kind = "subscriptions"
    label = gettext_lazy("Subscriptions")

    def find(self, store: Store, asked: Asked) -> QuerySet[Any]:
        """What nobody did is told on the subscription's own page."""
        events = SubscriptionEvent.objects.filter(store=store).exclude(by__in=_NOBODY)
        found: QuerySet[Any] = events.select_related("subscription__customer")
        if asked.invoice_id is not None:
            return found.none()
        if asked.by:
            found = found.filter(by=asked.by)
        if asked.text:
            found = found.filter(_meant(asked.text))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[Any]) -> Sequence[AuditEntry]:
        return [_entry(store, row) for row in rows]


def _meant(text: str) -> Q:
    people = mentions(text=text, fields=["by", "subscription__customer__name"])
    number = number_in(text)
    return people if number is None else people | Q(subscription__number=number)


def _entry(store: Store, event: SubscriptionEvent) -> AuditEntry:
    subscription = event.subscription
    number = subscription.number
    named = _("Subscription %(number)s") % {"number": number}
    return AuditEntry(
        at=event.at,
        by=event.by,
        code=f"subscription.{event.what}",
        what=What(event.what).label,
        subject=f"{named} · {subscription.customer.name}",
        href=reverse("backoffice:subscription", args=[store.slug, number]),
        text=words_of(event, currency=subscription.currency),
        tone=tone_of(event),
    )


SUBSCRIPTIONS = (SubscriptionSource(), PLANS)
