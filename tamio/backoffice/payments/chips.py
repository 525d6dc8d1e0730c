"""How an invoice is paid, in a word; and the filter of the list that goes by it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment, Standing
from tamio.commerce.payments.models.expected import OPEN
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse
from tamio.look.chips import Chip, Text, Tone
from tamio.store_clock import now

_TONES = {
    Standing.UNPAID: Tone.WAITING,
    Standing.PARTLY: Tone.WAITING,
    Standing.PAID: Tone.GOOD,
    Standing.OVER: Tone.NEEDS_YOU,
    Standing.REFUNDED: Tone.NEUTRAL,
    Standing.NOTHING: Tone.NEUTRAL,
}
#: Values of the filter that are no standing of their own, and the one of those to pay back.
OVERDUE = "overdue"
UNPAID = "unpaid"
_FEW = 1_000
OVER = Standing.OVER.value

PAID_CHOICES: list[tuple[str, Text]] = [
    ("", gettext_lazy("Paid or not")),
    (UNPAID, gettext_lazy("Not paid in full")),
    (OVERDUE, gettext_lazy("Overdue")),
    (Standing.PARTLY.value, Standing.PARTLY.label),
    (Standing.PAID.value, Standing.PAID.label),
    (OVER, Standing.OVER.label),
    (Standing.REFUNDED.value, Standing.REFUNDED.label),
]


def payment_chips(store: Store, invoices: Sequence[Invoice]) -> dict[int, Chip]:
    """By the invoice's pk. One query."""
    if not invoices:
        return {}
    today = store.date_of(now())
    numbers = {invoice.pk: invoice.number for invoice in invoices}
    found = Payment.objects.filter(invoice__in=list(numbers))
    return {
        each.invoice_id: payment_chip(each, store=store, number=numbers[each.invoice_id], on=today)
        for each in found
    }


def payment_chip(payment: Payment, *, store: Store, number: int | None, on: date) -> Chip:
    """What is late is told as such, and not as unpaid."""
    overdue = payment.is_overdue(on)
    standing = Standing(payment.standing)
    return Chip(
        state=_("Overdue") if overdue else standing.label,
        tone=Tone.NEEDS_YOU if overdue else _TONES[standing],
        href=reverse("backoffice:invoice", args=[store.slug, number]) + "#payment",
    )


def paid_as(
    invoices: QuerySet[Invoice], value: str, *, store: Store, today: date
) -> QuerySet[Invoice]:
    """The invoices of the store, narrowed to one of PAID_CHOICES.

    Few are found by their payments and then put in order; of many, the order of the list is
    followed, and each invoice asked, until a page is full.
    """
    if not value:
        return invoices
    wanted = Payment.objects.filter(stands_as(value, today=today))
    first = wanted.filter(store=store).order_by().values_list("invoice", flat=True)[: _FEW + 1]
    few = list(first)
    if len(few) <= _FEW:
        return invoices.filter(pk__in=few)
    return invoices.filter(Exists(wanted.filter(invoice=OuterRef("pk"))))


def stands_as(value: str, *, today: date) -> Q:
    """Which payments one of PAID_CHOICES is about; an invoice has one."""
    stands = Q(standing__in=_STANDINGS.get(value, [value]))
    return stands & Q(due_date__lt=today) if value == OVERDUE else stands


_STANDINGS = {UNPAID: OPEN, OVERDUE: OPEN}
