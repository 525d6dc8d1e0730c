"""Compares a world with what is worked out by other means. Raises AssertionError."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import pairwise
from traceback import extract_tb

from tamio.commerce.invoices.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.discounts.promise import Promise
from tamio.commerce.subscriptions.models import (
    RENEWED,
    Charge,
    ChargeKind,
    DiscountUse,
    Period,
    PeriodKind,
    PlanVersion,
    Subscription,
)
from tests.commerce.subscriptions.years.codes import check_promise, off_whole
from tests.commerce.subscriptions.years.days import check_days
from tests.commerce.subscriptions.years.payments import check_payments, payment_counts
from tests.commerce.subscriptions.years.world import World

_ORE = Decimal("0.01")
_NOTHING = Decimal("0.00")


def check(world: World) -> dict[str, int]:
    """Raises where anything is missing, doubled, or summed otherwise. The counts."""
    wrong = findings(world)
    assert not wrong, wrong
    return counts_of(world)


def findings(world: World) -> list[str]:
    """What is wrong, of each subscription and of the store as a whole."""
    every = Subscription.objects.filter(store=world.store).order_by("pk")
    checks = [partial(_check_subscription, each, world) for each in every]
    checks += [partial(_check_store, world), partial(check_payments, world)]
    return [found for each in checks if (found := _finding(each))]


def counts_of(world: World) -> dict[str, int]:
    store = world.store
    return {
        "subscriptions": Subscription.objects.filter(store=store).count(),
        "subscriptions that go on": store.subscriptions.filter(ended_at=None).count(),
        "periods": Period.objects.filter(subscription__store=store).count(),
        "invoices": store.invoices.exclude(issued_at=None).count(),
        "charges with a discount": DiscountUse.objects.filter(
            discount__subscription__store=store
        ).count(),
        "credit notes": CreditNote.objects.filter(store=store).count(),
        **payment_counts(world),
    }


def _finding(check: Callable[[], None]) -> str:
    """With the line that found it: many say no more than what they compared."""
    try:
        check()
    except AssertionError as error:
        found = extract_tb(error.__traceback__)[-1]
        return f"{found.name}: {found.line} {error}"
    return ""


def _check_store(world: World) -> None:
    store = world.store
    late = Subscription.objects.filter(
        store=store, status__in=RENEWED, next_invoice_on__lte=world.today
    )
    assert not late.exists(), [(each.pk, each.problem) for each in late]
    issued = store.invoices.exclude(issued_at=None)
    numbers = list(issued.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1001, 1001 + len(numbers)))
    periods = Period.objects.filter(subscription__store=store)
    assert periods.exclude(invoice=None).count() == len(numbers)


def _check_subscription(subscription: Subscription, world: World) -> None:
    subscription.store = world.store
    _check_periods(subscription)
    promise = world.codes.book.get(subscription.pk)
    _check_charges(subscription, promise)
    check_promise(subscription, promise)
    check_days(subscription, today=world.today, day_of=world.day_of)
    _check_money(subscription)


def _check_periods(subscription: Subscription) -> None:
    """A renewal begins where something ended; after a pause a new start leaves a gap, or none."""
    rows = list(subscription.periods.exclude(kind=PeriodKind.END).order_by("period_start", "pk"))
    assert len({(each.period_start, each.kind, each.sequence) for each in rows}) == len(rows)
    ends = {each.period_end for each in rows}
    for each in rows:
        # A pause puts off the end of a trial, whose days are free and so leave no row.
        follows = each.period_start in {*ends, subscription.trial_end}
        assert each.kind != PeriodKind.RENEWAL or follows, (subscription, each)
    renewals = [each for each in rows if each.kind == PeriodKind.RENEWAL]
    for before, after in pairwise(renewals):
        assert before.period_start < after.period_start


def _check_charges(subscription: Subscription, promise: Promise | None) -> None:
    """No day of a line is paid for twice, and what a day costs is what its line says."""
    charges = Charge.objects.filter(subscription=subscription, kind=ChargeKind.PERIOD)
    used: dict[int, set[date]] = defaultdict(set)
    for each in charges.select_related("line__version").prefetch_related("given_back"):
        _check_price(each, subscription, promise)
        back = [credit.starts for credit in each.given_back.all()]
        until = min([each.ends, *back])
        days = {each.starts + timedelta(days=n) for n in range((until - each.starts).days)}
        if not each.amount:
            continue
        assert not days & used[each.line_id], (subscription, each)
        used[each.line_id] |= days
        kept = each.amount + sum(credit.amount for credit in each.given_back.all())
        exact = each.whole * len(days) / each.whole_days
        assert abs(kept - exact) <= _ORE * (1 + len(back)), (subscription, each, kept)
        assert kept >= 0


def _check_price(charge: Charge, subscription: Subscription, promise: Promise | None) -> None:
    """A whole period costs what its plan says, less the VAT in it to who owes none, and less what
    was promised.
    """
    version = charge.line.version
    of_one = version.price
    untaxed = subscription.prices_include_vat and charge.vat_treatment == "eu_business"
    if untaxed:
        of_one = (of_one / Decimal("1.25")).quantize(_ORE, rounding=ROUND_HALF_UP)
    whole = of_one * charge.quantity
    if charge.discounted_by_id is not None:
        assert promise is not None, charge
        whole -= off_whole(promise, of_one=of_one, quantity=charge.quantity, untaxed=untaxed)
    assert charge.whole == whole, charge
    exact = (charge.whole + charge.discount) if version.is_goods else None
    assert exact is None or exact == of_one * charge.quantity, charge
    if not version.is_goods:
        assert charge.whole_days in _lengths(version), (
            charge,
            [
                (str(c), c.whole, c.whole_days, str(c.line.version), c.credits_id, c.pk)
                for c in Charge.objects.filter(subscription=subscription)
            ],
            [(e.what, e.said, str(e.at)) for e in subscription.events.all()],
        )


def _lengths(version: PlanVersion) -> Iterable[int]:
    """How many days a period of it may have, whenever it begins."""
    if version.unit == Unit.MONTH:
        least = {1: 28, 3: 89}[version.count]
        return range(least, least + 4)
    return {Unit.WEEK: [7], Unit.YEAR: [365, 366]}[Unit(version.unit)]


def _check_money(subscription: Subscription) -> None:
    """What was invoiced less what was credited is what the charges say, but for those that wait."""
    invoices = Invoice.objects.filter(subscription_periods__subscription=subscription)
    charges = list(Charge.objects.filter(subscription=subscription).order_by("position"))
    waiting = [each for each in charges if each.invoice_id is None and each.settled_at is None]
    lines = list(InvoiceLine.objects.filter(invoice__in=invoices).order_by("position"))
    noted = list(CreditNoteLine.objects.filter(credit_note__invoice__in=invoices))
    stated = "gross" if subscription.prices_include_vat else "net"
    asked = sum((getattr(each, stated) for each in [*lines, *noted]), _NOTHING)
    said = sum((each.amount for each in charges), _NOTHING)
    assert asked == said - sum((each.amount for each in waiting), _NOTHING), subscription
    for invoice in invoices:
        own = [each for each in charges if each.invoice_id == invoice.pk]
        on_it = [each for each in lines if each.invoice_id == invoice.pk and each.kind != "text"]
        assert [each.position for each in own] == list(range(1, len(on_it) + 1))
        assert [getattr(each, stated) for each in on_it] == [each.amount for each in own]
        _check_sums(invoice, on_it)
    for note in CreditNote.objects.filter(invoice__in=invoices):
        of_it = [each for each in noted if each.credit_note_id == note.pk]
        assert note.total == sum((each.gross for each in of_it), _NOTHING), note
        assert note.total == note.net + note.vat


def _check_sums(invoice: Invoice, lines: list[InvoiceLine]) -> None:
    """Each line's VAT follows from its amount and rate, and the invoice's sums from its lines."""
    assert invoice.net >= 0, invoice
    assert invoice.total >= 0, invoice
    for each in lines:
        rate = each.vat_rate / 100
        exact = each.gross * rate / (1 + rate) if invoice.prices_include_vat else each.net * rate
        assert abs(each.vat - exact) <= _ORE / 2, each
        assert each.gross == each.net + each.vat
    assert invoice.net == sum((each.net for each in lines), _NOTHING), invoice
    assert invoice.total == sum((each.gross for each in lines), _NOTHING), invoice
    assert invoice.total == invoice.net + invoice.vat
