"""Writes to everyone whom a price change is for: one letter a customer, a few customers at a time.

What a customer is told, and that they were, is written in one transaction with how far it has come:
killed anywhere, it goes on with the next customer, and none is written to twice.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import override

from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import Write, send
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.price import Priced, new_price, old_price
from tamio.commerce.links.addresses import shop_address
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.clock import each_time
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.discounts.wording import left_words
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.models import (
    PriceChange,
    PriceNotice,
    Status,
    Subscription,
    What,
)
from tamio.commerce.subscriptions.repricing.planning import terms_of
from tamio.commerce.subscriptions.repricing.reckoning import (
    Terms,
    first_day,
    line_of,
    meant_of,
    subscribers,
)
from tamio.commerce.subscriptions.whole import whole
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock
from tamio.outbox.states import Priority

#: So many customers share a transaction.
_TOGETHER = 25


def tell_due(clock: Clock) -> None:
    """As a chore: what is left is done the next time."""
    tell_all(now=clock, stopping=is_stopping)


def tell_all(
    *,
    now: Clock,
    stores: Iterable[Store] | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """All changes, in these stores or all, that are not told, or called off and not taken back with
    everyone; each in its store's own time.
    """
    for alike, at in each_time(now(), stores=stores):
        ours = PriceChange.objects.filter(alike).order_by("pk")
        for change in ours.filter(told_at=None, called_off_at=None):
            while not stopping() and tell_some(change.pk, now=at):
                continue
        to_recall = _to_recall().order_by().values("change")
        for pk in list(ours.filter(pk__in=to_recall).values_list("pk", flat=True)):
            while not stopping() and recall_some(pk, now=at):
                continue


def tell_some(pk: int, *, now: datetime) -> bool:
    """The next few customers; whether there may be more."""
    with transaction.atomic():
        locked = PriceChange.objects.select_for_update(of=("self",))
        change = (
            locked.select_related("store", "plan").prefetch_related("plan__versions").get(pk=pk)
        )
        change.plan.store = change.store
        if change.called_off_at is not None or change.told_at is not None:
            return False
        terms = terms_of(change)
        found = _next(change, terms)
        if not found:
            change.told_at = now
            change.save(update_fields=["told_at"])
            return False
        for _customer, theirs in groupby(found, key=lambda each: each.customer_id):
            _tell(change, terms, list(theirs), now=now)
        change.told_until = found[-1].customer_id
        change.save(update_fields=["told_until"])
    return True


def recall_some(pk: int, *, now: datetime) -> bool:
    """The next few customers who were told of what is called off; whether there may be more."""
    with transaction.atomic():
        change = PriceChange.objects.select_for_update(of=("self",)).get(pk=pk)
        waiting = _to_recall().filter(change=change).order_by("subscription__customer", "pk")
        customers = list(
            waiting.values_list("subscription__customer", flat=True).distinct()[:_TOGETHER]
        )
        theirs = waiting.filter(subscription__customer__in=customers)
        found = list(
            theirs.select_related(
                "message", "subscription__store", "subscription__customer"
            ).prefetch_related("subscription__lines__version__plan")
        )
        for _customer, notices in groupby(found, key=lambda each: each.subscription.customer_id):
            _recall(change, list(notices), now=now)
    return bool(found)


def _next(change: PriceChange, terms: Terms) -> list[Subscription]:
    """All of the next customers', who were there when the change was made."""
    every = subscribers(terms).filter(pk__lte=change.last_pk, customer__gt=change.told_until)
    customers = every.order_by("customer").values_list("customer", flat=True).distinct()
    theirs = every.filter(customer__in=list(customers[:_TOGETHER]))
    found = list(whole(theirs).order_by("customer", "pk"))
    for each in found:
        each.store = change.store
    return found


def _tell(
    change: PriceChange, terms: Terms, theirs: Sequence[Subscription], *, now: datetime
) -> None:
    today = change.store.date_of(now)
    meant = meant_of(theirs, terms)
    notices, rows = [], []
    for each in theirs:
        found = line_of(each, terms, meant=meant, today=today)
        if found is None:
            continue
        line, before = found
        on = first_day(each, applies_from=change.applies_from, today=today)
        notice = PriceNotice(
            change=change, subscription=each, before=before, after=terms.after(before),
            not_before=on, at=now,
        )  # fmt: skip
        notices.append(notice)
        rows.append(_row(notice, line.version.title, discount=_discount_of(each)))
    if not notices:
        return
    _supersede(notices, now=now)
    message = _sent(theirs[-1], _new_writer(theirs[-1], rows), now=now)
    for notice in notices:
        notice.message = message
        note(notice.subscription, What.PRICE_TOLD, by=change.made_by, now=now,
             price=notice.after, before=notice.before, on=notice.not_before)  # fmt: skip
    PriceNotice.objects.bulk_create(notices)


def _supersede(notices: Sequence[PriceNotice], *, now: datetime) -> None:
    """What stands still may have an older price waiting for it: the newest letter holds."""
    older = PriceNotice.objects.filter(
        subscription__in=[each.subscription_id for each in notices],
        change__plan=notices[0].change.plan_id, done_at=None, dropped_at=None,
    )  # fmt: skip
    older.update(dropped_at=now)


def _recall(change: PriceChange, notices: Sequence[PriceNotice], *, now: datetime) -> None:
    rows = [_row(each, _title_of(each, change)) for each in notices]
    latest = notices[-1].subscription
    message = _sent(latest, _old_writer(latest, rows), now=now)
    for each in notices:
        note(each.subscription, What.PRICE_KEPT, by=change.made_by, now=now,
             price=each.before)  # fmt: skip
    PriceNotice.objects.filter(pk__in=[each.pk for each in notices]).update(recall=message)


def _to_recall() -> QuerySet[PriceNotice]:
    """Dropped because the change was called off, of what is not over."""
    called_off = PriceNotice.objects.filter(
        dropped_at=F("change__called_off_at"), recall=None, subscription__ended_at=None
    )
    return called_off.filter(subscription__cancel_on=None)


def _sent(subscription: Subscription, write: Write, *, now: datetime) -> Message:
    return send(
        store=subscription.store, kind=Kind.PRICE, recipient=subscription.customer.email,
        language=subscription.language, write=write, now=now, priority=Priority.BACKFILL,
    )  # fmt: skip


def _new_writer(subscription: Subscription, rows: Sequence[Priced]) -> Write:
    name, pages = subscription.customer.name, shop_address(subscription.store, "orders/")

    def write(says: StoreSays, language: str) -> Body:
        return new_price(rows, name=name, pages=pages, says=says, language=language)

    return write


def _old_writer(subscription: Subscription, rows: Sequence[Priced]) -> Write:
    name = subscription.customer.name

    def write(says: StoreSays, language: str) -> Body:
        return old_price(rows, name=name, says=says, language=language)

    return write


def _discount_of(subscription: Subscription) -> str:
    found = running_of(subscription)
    if found is None:
        return ""
    with override(subscription.language):
        return left_words(found, currency=subscription.currency)


def _row(notice: PriceNotice, title: str, *, discount: str = "") -> Priced:
    subscription = notice.subscription
    return Priced(
        number=subscription.number, title=title, before=notice.before, after=notice.after,
        currency=subscription.currency, includes_vat=subscription.prices_include_vat,
        on=notice.not_before, discount=discount,
        stands_still=subscription.status == Status.PAUSED and subscription.next_invoice_on is None,
    )  # fmt: skip


def _title_of(notice: PriceNotice, change: PriceChange) -> str:
    lines = notice.subscription.lines.all()
    titles = [line.version.title for line in lines if line.version.plan_id == change.plan_id]
    return titles[-1] if titles else change.plan.name
