"""Cases: opened when a payment fails or an invoice goes out, moved to another track, closed."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from tamio.commerce.dunning.models import Case, Track, Why
from tamio.commerce.dunning.tracks import when
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.payments.drawing import drop_unsent
from tamio.commerce.payments.models import Attempt, Payment, Refusal
from tamio.commerce.payments.models.expected import OPEN
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Collection, Subscription
from tamio.prepared import Prepared

#: Money is owed for these still.
OWED = Q(closed_at=None) | Q(why__in=[Why.GIVEN_UP, Why.CANCELLED])
TRACK_OF = {
    Refusal.SOFT: Track.SOFT, Refusal.LOST: Track.SOFT,
    Refusal.HARD: Track.HARD, Refusal.ACTION: Track.ACTION,
}  # fmt: skip


def is_wanted(subscription: Subscription) -> bool:
    """Who has cancelled is neither drawn from nor reminded."""
    return subscription.is_living and subscription.cancel_on is None


def is_automatic(subscription: Subscription) -> bool:
    return subscription.collection == Collection.AUTOMATIC


def subscription_of(invoice: Invoice) -> Subscription | None:
    """The one that was renewed by it; None for any other invoice."""
    if invoice.channel != Channel.RENEWAL:
        return None
    return _RENEWED_BY.first(invoice.pk)


_RENEWED_BY = Prepared(
    lambda invoice: (
        Subscription.objects.filter(periods__invoice=invoice).select_related("store").order_by("pk")
    ),
    int,
)


def open_case(
    subscription: Subscription, invoice: Invoice, track: Track, *, since: date, now: datetime
) -> Case:
    """The invoice's case, on that track. One that is on it already goes on where it is."""
    case = locked_case(invoice.pk)
    if case is None:
        case = Case(store=subscription.store, subscription=subscription, invoice=invoice,
                    opened_at=now)  # fmt: skip
    elif case.is_open and case.track == track:
        return case
    case.store = subscription.store
    case.closed_at, case.why = None, ""
    move(case, track, since=since, now=now)
    return case


def locked_case(invoice_pk: int) -> Case | None:
    """The invoice's case, if it has one, locked until the transaction ends."""
    return _CASES.first(invoice_pk)


_CASES = Prepared(lambda invoice: Case.objects.select_for_update().filter(invoice=invoice), int)


def move(case: Case, track: Track, *, since: date, now: datetime) -> None:
    """To the beginning of that track."""
    case.track, case.since, case.done_days = track, since, -1
    case.next_action_at = None if case.disputed_at else when(case, now=now)
    case.save()


def close(case: Case, why: Why, *, now: datetime) -> None:
    """Nothing more is done about it, and no draw of it leaves any more."""
    case.closed_at, case.why, case.next_action_at = now, why, None
    case.save(update_fields=["closed_at", "why", "next_action_at", "recovers"])
    drop_unsent(Attempt.objects.filter(invoice=case.invoice_id), now=now)


def close_all(subscription: Subscription, *, now: datetime) -> None:
    """It is not wanted any more: nothing is drawn for it, and nobody reminded."""
    cases = Case.objects.select_for_update().filter(subscription=subscription, closed_at=None)
    for case in cases.order_by("pk"):
        close(case, Why.CANCELLED, now=now)
    invoices = Invoice.objects.filter(subscription_periods__subscription=subscription)
    drop_unsent(Attempt.objects.filter(invoice__in=invoices.values("pk")), now=now)


def unpaid_invoices(subscription: Subscription) -> QuerySet[Payment]:
    """What is expected for its renewals and has not come."""
    payments = Payment.objects.filter(
        invoice__subscription_periods__subscription=subscription,
        invoice__channel=Channel.RENEWAL,
        standing__in=OPEN,
    )
    return payments.select_related("invoice__store").distinct().order_by("pk")


def dispute(case: Case, *, now: datetime) -> bool:
    """The customer says that it is wrong: nothing is done until a person has looked."""
    found = Case.objects.filter(pk=case.pk, closed_at=None, disputed_at=None)
    done = bool(found.update(disputed_at=now, next_action_at=None))
    drop_unsent(Attempt.objects.filter(invoice=case.invoice_id), now=now)
    return done


def undispute(case: Case, *, now: datetime) -> bool:
    """It was right: it goes on where it was."""
    if not case.is_open or case.disputed_at is None:
        return False
    case.disputed_at = None
    case.next_action_at = when(case, now=now)
    case.save(update_fields=["disputed_at", "next_action_at"])
    return True


def taken_over(store: Store) -> QuerySet:  # type: ignore[type-arg]
    """Invoices that the reminders of other sales leave alone: see letters.taken."""
    return Case.objects.filter(store=store).values("invoice")
