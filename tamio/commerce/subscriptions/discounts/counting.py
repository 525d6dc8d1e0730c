"""A charge that had a discount is counted, in the transaction that bills it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from tamio.commerce.subscriptions.models import DiscountUse, Period, SubscriptionDiscount


def count(
    counted: Sequence[tuple[SubscriptionDiscount, Period]], *, now: datetime
) -> list[DiscountUse]:
    """One more of each has been used, with that period; those that have none left are done.

    Three queries, however many there are; none for none. Raises IntegrityError where the charge
    has been counted before: then nothing of it is to be kept.
    """
    if not counted:
        return []
    uses = DiscountUse.objects.bulk_create(
        DiscountUse(discount=discount, period=period, number=discount.used + 1, at=now)
        for discount, period in counted
    )
    found = SubscriptionDiscount.objects.filter(pk__in=[each.pk for each, _period in counted])
    found.update(used=F("used") + 1)
    found.filter(covers=F("used")).update(done_at=now)
    return uses
