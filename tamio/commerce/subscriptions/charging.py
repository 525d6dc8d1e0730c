"""What the lines of a subscription cost for some days, and what unused days give back. Unsaved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from tamio.commerce.invoices.split import shares
from tamio.commerce.money import round_half_up
from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.discounts.promise import off, percent_of
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    SubscriptionDiscount,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.proration import NOTHING, Charged, charge_for, unused
from tamio.commerce.subscriptions.taxing import Taxation

#: What credit notes have given back of charges, as their lines state it, by the charge's pk.
Taken: TypeAlias = Mapping[int, Decimal]


def charges_for(
    lines: Iterable[SubscriptionLine],
    *,
    span: Span,
    period: Span,
    taxed: Taxation,
    discount: SubscriptionDiscount | None = None,
) -> list[Charge]:
    """One for each line: the days of `span`, which lie in `period`. Goods cost the whole of it.

    `discount` is off what was bought with it, not off what was added since.
    """
    found = []
    for line in lines:
        its_own = None if line.is_addon else discount
        found.append(_charge(line, span=span, period=period, taxed=taxed, discount=its_own))
    return found


def fees_to_begin(
    lines: Iterable[SubscriptionLine], *, span: Span, taxed: Taxation
) -> list[Charge]:
    """What is paid once, with the first invoice; for a number of them as often."""
    found = []
    for line in lines:
        ruling = taxed.ruling(line.version)
        fee = taxed.charged(line.version.setup_fee, line.version, ruling)
        if fee:
            amount = round_half_up(fee * line.quantity)
            found.append(_row(line, ChargeKind.SETUP, span, amount, taxed=taxed))
    return found


def freight_of(
    charges: Sequence[Charge], *, freight: Decimal, span: Span, taxed: Taxation, since: date
) -> list[Charge]:
    """What sending the goods among `charges` costs, over their rates. `since`: the day on which
    the freight was stated.
    """
    sent = [each for each in charges if _is_sent(each)]
    if not (sent and freight):
        return []
    parts = shares(freight, weights=[each.amount for each in sent])
    rows: dict[tuple[Decimal, str, str], Charge] = {}
    for each, part in zip(sent, parts, strict=True):
        version = each.line.version
        paid = taxed.charged(part, version, taxed.ruling(version), since=since)
        key = (each.vat_rate, each.vat_treatment, each.vat_country)
        if key in rows:
            rows[key].amount = rows[key].whole = rows[key].amount + paid
        elif paid:
            rows[key] = _row(each.line, ChargeKind.FREIGHT, span, paid, taxed=taxed)
    return list(rows.values())


def credits_for(charges: Iterable[Charge], *, on: date, taken: Taken) -> list[Charge]:
    """What the days from `on` give back of services; goods have been sent, and fees are paid once.

    `taken`: what credit notes have given back of each, by its pk.
    """
    found = []
    for each in charges:
        if each.kind != ChargeKind.PERIOD or each.line.version.is_goods or on >= each.used_until:
            continue
        amount = unused(charged(each, taken), on=on)
        if amount:
            found.append(credit_of(each, amount, starts=max(on, each.starts)))
    return found


def credit_of(charge: Charge, amount: Decimal, *, starts: date) -> Charge:
    """`amount` of the charge given back, taxed as it was."""
    return Charge(
        subscription_id=charge.subscription_id,
        line=charge.line,
        kind=ChargeKind.CREDIT,
        starts=starts,
        ends=charge.ends,
        amount=-amount,
        whole=-charge.whole,
        whole_days=charge.whole_days,
        vat_rate=charge.vat_rate,
        vat_treatment=charge.vat_treatment,
        vat_country=charge.vat_country,
        credits=charge,
    )


def charged(charge: Charge, taken: Taken) -> Charged:
    """As proration counts it: without the days that have been given back."""
    return Charged(
        span=Span(charge.starts, max(charge.used_until, charge.starts + timedelta(days=1))),
        amount=charge.amount,
        whole=charge.whole,
        whole_days=charge.whole_days,
        credited=charge.given + taken.get(charge.pk, NOTHING),
    )


def _charge(
    line: SubscriptionLine,
    *,
    span: Span,
    period: Span,
    taxed: Taxation,
    discount: SubscriptionDiscount | None,
) -> Charge:
    """Of a part of a period the discount takes the same part."""
    of_one = _price_of_one(line, taxed)
    full = round_half_up(of_one * line.quantity)
    whole = full if discount is None else full - _off(discount, line, of_one, taxed)
    if line.version.is_goods:
        row = _row(line, ChargeKind.PERIOD, span, whole, taxed=taxed)
        before = full
    else:
        part = charge_for(span, whole=whole, period=period)
        row = _row(line, ChargeKind.PERIOD, span, part.amount, taxed=taxed)
        row.whole, row.whole_days = part.whole, part.whole_days
        before = charge_for(span, whole=full, period=period).amount
    if discount is not None:
        row.discount, row.discounted_by = before - row.amount, discount
        row.discount_percent = percent_of(discount, taken=row.discount, full=before)
    return row


def _price_of_one(line: SubscriptionLine, taxed: Taxation) -> Decimal:
    version = line.version
    price = version.price if line.price is None else line.price
    since = None if line.price is None else line.priced_on
    return taxed.charged(price, version, taxed.ruling(version), since=since)


def _off(
    discount: SubscriptionDiscount, line: SubscriptionLine, of_one: Decimal, taxed: Taxation
) -> Decimal:
    """An amount that was promised stays the same, whatever becomes of the VAT rate."""
    version = line.version
    amount = taxed.charged(discount.value, version, taxed.ruling(version), since=taxed.on_date)
    return off(discount, of_one=of_one, quantity=line.quantity, amount=amount)


def _row(
    line: SubscriptionLine, kind: ChargeKind, span: Span, amount: Decimal, *, taxed: Taxation
) -> Charge:
    ruling = taxed.ruling(line.version)
    return Charge(
        subscription_id=line.subscription_id,
        line=line,
        kind=kind,
        starts=span.start,
        ends=span.end,
        quantity=line.quantity,
        amount=amount,
        whole=amount,
        whole_days=span.days,
        vat_rate=ruling.rate,
        vat_treatment=ruling.treatment,
        vat_country=ruling.country,
    )


def _is_sent(charge: Charge) -> bool:
    return charge.kind == ChargeKind.PERIOD and charge.line.version.is_goods
