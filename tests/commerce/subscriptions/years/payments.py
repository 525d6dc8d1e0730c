"""How every invoice stands, added up anew out of what people sent and what the cards' book says."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from tamio.commerce.dunning.models import Case, Why
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.payments.drawing import is_too_little
from tamio.commerce.payments.models import (
    ALIVE,
    Attempt,
    Payment,
    Progress,
    Receipt,
    Refund,
    TestCharge,
)
from tamio.commerce.subscriptions.models import Collection, Subscription
from tests.commerce.subscriptions.years.world import World

_NOTHING = Decimal("0.00")
_Sums = dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class _Books:
    """By invoice: facts as they are kept, and what the far side says of the cards."""

    received: _Sums
    refunded: _Sums
    credited: _Sums
    charged: _Sums
    draws: Counter[int]


def check_payments(world: World) -> None:
    """Raises where a payment stands otherwise, an invoice was drawn twice, or a case forgotten."""
    books = _books_of(world)
    payments = Payment.objects.filter(store=world.store).select_related("invoice")
    left: _Sums = {}
    for each in payments:
        left[each.invoice_id] = _check_standing(each, books, world)
    assert all(times == 1 for times in books.draws.values()), "drawn twice"
    _check_cases(world, left)


def payment_counts(world: World) -> dict[str, int]:
    draws = Attempt.objects.filter(store=world.store, card__isnull=False)
    return {
        "payments": Receipt.objects.filter(store=world.store).count(),
        "paid back": Refund.objects.filter(store=world.store).count(),
        "draws": draws.count(),
        "failed draws": draws.exclude(refusal__in=["", "dropped"]).count(),
        "cases": Case.objects.filter(store=world.store).count(),
        "stopped or ended by dunning": world.done["ended"],
    }


def _books_of(world: World) -> _Books:
    store = world.store
    counted = Refund.objects.filter(store=store).exclude(Q(outcomes__failed=True))
    invoice_of = dict(Attempt.objects.filter(store=store).values_list("key", "invoice"))
    drawn = set(
        Attempt.objects.filter(store=store, card__isnull=False).values_list("key", flat=True)
    )
    charged: _Sums = defaultdict(Decimal)
    draws: Counter[int] = Counter()
    for key, amount in TestCharge.objects.filter(progress=Progress.PAID).values_list(
        "key", "amount"
    ):
        invoice = invoice_of.get(key)
        if invoice is not None:
            charged[invoice] += amount
            draws[invoice] += key in drawn
    return _Books(
        received=_sums(Receipt.objects.filter(store=store).values_list("invoice", "amount")),
        refunded=_sums(counted.values_list("invoice", "amount")),
        credited=_sums(CreditNote.objects.filter(store=store).values_list("invoice", "total")),
        charged=charged,
        draws=+draws,
    )


def _sums(rows: Iterable[tuple[int, Decimal]]) -> _Sums:
    found: _Sums = defaultdict(Decimal)
    for invoice, amount in rows:
        found[invoice] += amount
    return found


def _check_standing(payment: Payment, books: _Books, world: World) -> Decimal:
    """What is left to pay of it."""
    pk = payment.invoice_id
    came = world.payers.sent.get(pk, _NOTHING) + books.charged.get(pk, _NOTHING)
    went = world.payers.given_back.get(pk, _NOTHING)
    credited = books.credited.get(pk, _NOTHING)
    assert payment.received == books.received.get(pk, _NOTHING) == came, payment
    assert payment.refunded == books.refunded.get(pk, _NOTHING) == went, payment
    assert payment.credited == credited, payment
    due, kept = payment.invoice.total + credited, came - went
    assert due >= 0, payment.invoice
    assert payment.standing == _standing(due, kept, came), payment
    return max(due - kept, _NOTHING)


def _standing(due: Decimal, kept: Decimal, came: Decimal) -> str:
    if kept > due:
        return "over"
    if kept < due:
        return "partly" if kept else "unpaid"
    if kept:
        return "paid"
    return "refunded" if came else "nothing"


def _check_cases(world: World, left: _Sums) -> None:
    """Nothing is done about what is paid or not wanted, and nothing that is owed is forgotten."""
    cases = {
        each.invoice_id: each
        for each in Case.objects.filter(store=world.store).select_related("subscription")
    }
    for pk, case in cases.items():
        if case.is_open:
            assert left[pk], (case, "is paid")
            assert _is_wanted(case.subscription), (case, "is cancelled")
            assert case.next_action_at is not None, case
            assert case.next_action_at > world.now, (case, "is late")
        elif case.why in (Why.PAID, Why.CREDITED):
            assert not left[pk], (case, "is not paid")
    for subscription, pk in _owed(world):
        known = cases.get(pk)
        followed = known is not None and (known.is_open or known.why == Why.GIVEN_UP)
        assert followed or _is_drawn(subscription, pk, left[pk]), (subscription, pk, "forgotten")


def _owed(world: World) -> list[tuple[Subscription, int]]:
    """Invoices that are not paid, of subscriptions that are wanted."""
    owed: QuerySet[Payment] = Payment.objects.filter(
        store=world.store, standing__in=["unpaid", "partly"]
    )
    found = Subscription.objects.filter(store=world.store, ended_at=None, cancel_on=None)
    rows = found.filter(periods__invoice__payments__in=owed)
    pairs = rows.values_list("pk", "periods__invoice").distinct()
    by_pk = found.in_bulk()
    unpaid = set(owed.values_list("invoice", flat=True))
    return [(by_pk[pk], invoice) for pk, invoice in pairs if invoice in unpaid]


def _is_drawn(subscription: Subscription, invoice: int, left: Decimal) -> bool:
    """A draw is on its way; or it is less than a card can be charged."""
    if subscription.collection != Collection.AUTOMATIC:
        return False
    alive = Attempt.objects.filter(invoice=invoice, progress__in=ALIVE).exists()
    return alive or is_too_little(left, currency="SEK")


def _is_wanted(subscription: Subscription) -> bool:
    return subscription.ended_at is None and subscription.cancel_on is None
