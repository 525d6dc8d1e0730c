"""Reminds of what is overdue: one letter a customer and day, until it is paid or credited."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import override

from tamio.commerce.documents.paying import Due
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import InvoiceMessage, LetterSettings, Reminder
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.letters.sending import Write, send
from tamio.commerce.letters.taken import taken_over
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.reminder import Overdue, reminder
from tamio.commerce.links.addresses import order_address
from tamio.commerce.links.orders import make_link
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.clock import each_time
from tamio.commerce.stores.models import Store
from tamio.outbox import chores
from tamio.outbox.lease import Clock

#: Hours of the store's day in which people are written to.
FROM_HOUR, TO_HOUR = 8, 18
#: More is not allowed, and none unless it was agreed before the debt arose (1981:1057, 4 §).
MOST_FEE = Decimal(60)


def remind(clock: Clock, *, stores: Iterable[Store] | None = None) -> None:
    """What the worker does now and then. Done twice on one day it writes to nobody twice."""
    reminding = LetterSettings.objects.filter(sends_reminders=True).select_related("store")
    for alike, now in each_time(clock(), stores=stores):
        for settings in reminding.filter(alike):
            local = now.astimezone(ZoneInfo(settings.store.time_zone))
            if FROM_HOUR <= local.hour < TO_HOUR:
                remind_customers(settings, now=now)


def remind_customers(settings: LetterSettings, *, now: datetime) -> int:
    """How many letters were queued for this store's customers."""
    written = 0
    for email in list(_addresses(overdue(settings, now=now))):
        if chores.is_stopping():
            break
        # A transaction a customer: the worker can be stopped anywhere and go on tomorrow.
        with transaction.atomic():
            written += _remind(settings, email, now)
    return written


def overdue(settings: LetterSettings, *, now: datetime) -> QuerySet[Invoice]:
    """Invoices that may be due a reminder; whether anything is unpaid of them is asked later."""
    store = settings.store
    today = store.date_of(now)
    if settings.reminds_from_date is None:
        return store.invoices.none()
    due = store.invoices.filter(
        payments__received_at=None,
        payments__due_date__lte=today - timedelta(days=settings.remind_after_days),
        payments__due_date__gte=settings.reminds_from_date,
    ).exclude(channel=Channel.TEST_SALE)
    for taken in taken_over(store):
        due = due.exclude(pk__in=taken)
    counted = due.annotate(
        reminded=Count("reminders", distinct=True), reminded_at=Max("reminders__at")
    )
    pause = timedelta(days=settings.remind_every_days)
    due_again: QuerySet[Invoice] = counted.filter(
        Q(reminded=0) | Q(reminded__lt=settings.most_reminders, reminded_at__lte=now - pause)
    )
    return due_again


def _addresses(invoices: QuerySet[Invoice]) -> Iterator[str]:
    found = invoices.order_by("buyer_email").values_list("buyer_email", flat=True)
    yield from dict.fromkeys(found.iterator())


def _remind(settings: LetterSettings, email: str, now: datetime) -> int:
    if was_written_to_today(settings.store, email, now):
        return 0
    invoices = list(
        overdue(settings, now=now)
        .filter(buyer_email=email)
        .prefetch_related("payments")
        .select_related("store")
        .order_by("number")
    )
    unpaid = standings(invoices)
    still = [invoice for invoice in invoices if unpaid[invoice.pk].unpaid]
    if not still:
        return 0
    fees = {invoice.pk: fee_of(invoice) for invoice in still}
    first = still[-1]
    language = make_link(invoice=first, language=None, now=now).language
    with override(language):
        rows = [overdue_row(each, unpaid[each.pk].unpaid, fees[each.pk], now) for each in still]
    message = send(
        store=settings.store,
        kind=Kind.REMINDER,
        recipient=email,
        language=language,
        write=reminder_writer(rows, name=first.buyer_name),
        now=now,
    )
    keep_reminders(still, message, fees, now)
    return 1


def reminder_writer(rows: Sequence[Overdue], *, name: str) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        return reminder(rows, name=name, says=says, language=language)

    return write


def was_written_to_today(store: Store, email: str, now: datetime) -> bool:
    latest = (
        Message.objects.filter(store=store, kind=Kind.REMINDER, recipient=email)
        .order_by("-pk")
        .first()
    )
    return latest is not None and store.date_of(latest.queued_at) == store.date_of(now)


def fee_of(invoice: Invoice) -> Decimal:
    """Once an invoice, and only what the invoice itself had said that a reminder would cost."""
    agreed = invoice.seller.get("reminder_fee")
    taken = invoice.reminders.aggregate(fees=Sum("fee"))["fees"]
    if not agreed or taken or invoice.currency != "SEK":
        return Decimal(0)
    return min(Decimal(str(agreed)), MOST_FEE)


def overdue_row(invoice: Invoice, unpaid: Decimal, fee: Decimal, now: datetime) -> Overdue:
    payment = next(iter(invoice.payments.all()))
    accounts = Due(payment, invoice, unpaid - invoice.total).accounts
    link = make_link(invoice=invoice, language=None, now=now)
    assert invoice.number is not None
    assert invoice.invoice_date is not None
    return Overdue(
        number=invoice.number,
        day=invoice.invoice_date,
        due_date=payment.due_date,
        amount=unpaid,
        fee=fee,
        currency=invoice.currency,
        accounts=accounts,
        reference=payment.reference,
        order_address=order_address(invoice.store, link.token),
    )


def keep_reminders(
    invoices: Iterable[Invoice], message: Message, fees: dict[int, Decimal], now: datetime
) -> None:
    """Each invoice's page shows it; the message itself hangs on the first of them."""
    known = list(invoices)
    InvoiceMessage.objects.create(message=message, invoice=known[0], kind=Kind.REMINDER)
    Reminder.objects.bulk_create(
        Reminder(invoice=each, message=message, at=now, fee=fees[each.pk]) for each in known
    )
