"""What the lines of a subscription cost for some days, and what unused days give back. Unsaved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from tamio.commerce.invoices.split import shares
from tamio.commerce.money import round_half_up
from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.models import Charge, ChargeKind, SubscriptionLine
from tamio.commerce.subscriptions.proration import NOTHING, Charged, charge_for, unused
from tamio.commerce.subscriptions.taxing import Taxation

#: What credit notes have given back of charges, as their lines state it, by the charge's pk.
Taken: TypeAlias = Mapping[int, Decimal]


def charges_for(
    lines: Iterable[SubscriptionLine], *, span: Span, period: Span, taxed: Taxation
) -> list[Charge]:
    """One for each line: the days of `span`, which lie in `period`. Goods cost the whole of it."""
    return [_charge(line, span=span, period=period, taxed=taxed) for line in lines]


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
    charges: Sequence[Charge], *, freight: Decimal, span: Span, taxed: Taxation
) -> list[Charge]:
    """What sending the goods among `charges` costs, over their rates."""
    sent = [each for each in charges if _is_sent(each)]
    if not (sent and freight):
        return []
    parts = shares(freight, weights=[each.amount for each in sent])
    rows: dict[tuple[Decimal, str, str], Charge] = {}
    for each, part in zip(sent, parts, strict=True):
        version = each.line.version
        paid = taxed.charged(part, version, taxed.ruling(version))
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


def _charge(line: SubscriptionLine, *, span: Span, period: Span, taxed: Taxation) -> Charge:
    version = line.version
    ruling = taxed.ruling(version)
    price = version.price if line.price is None else line.price
    since = None if line.price is None else line.priced_on
    whole = round_half_up(taxed.charged(price, version, ruling, since=since) * line.quantity)
    if version.is_goods:
        return _row(line, ChargeKind.PERIOD, span, whole, taxed=taxed)
    part = charge_for(span, whole=whole, period=period)
    row = _row(line, ChargeKind.PERIOD, span, part.amount, taxed=taxed)
    row.whole, row.whole_days = part.whole, part.whole_days
    return row


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
