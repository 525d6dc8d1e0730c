"""Charges that wait and make each other even are settled: up and down again on a day is nothing."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from tamio.commerce.subscriptions.models import Charge, Subscription


def settle_even(subscription: Subscription, *, now: datetime) -> None:
    """Those of one taxation that sum to nothing are on no invoice, ever."""
    groups: dict[tuple[Decimal, str, str], list[Charge]] = defaultdict(list)
    for each in Charge.objects.filter(subscription=subscription, invoice=None, settled_at=None):
        groups[each.vat_rate, each.vat_treatment, each.vat_country].append(each)
    for charges in groups.values():
        if not sum(each.amount for each in charges):
            Charge.objects.filter(pk__in=[each.pk for each in charges]).update(settled_at=now)
