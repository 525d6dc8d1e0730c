"""What a buyer wrote and did not buy is not kept: it belongs to no books (GDPR art. 5.1 e)."""

from datetime import timedelta

from tamio.commerce.checkout.models import CartLine
from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.payments.models import ALIVE
from tamio.outbox.lease import Clock

KEPT = timedelta(days=30)


def forget(clock: Clock) -> None:
    """A month after a try has ended, paid or not: the invoice has what the law asks for. And whom
    a cart's gift cards are for, a month after it was opened.
    """
    before = clock() - KEPT
    # For whom somebody wanted to buy a gift card, and did not.
    CartLine.objects.filter(gift__isnull=False, cart__created_at__lt=before).delete()
    old = PendingOrder.objects.filter(attempt__ended_at__lt=before)
    old.exclude(attempt__progress__in=ALIVE).delete()
