"""What a buyer wrote and did not buy is not kept: it belongs to no books (GDPR art. 5.1 e)."""

from datetime import timedelta

from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.payments.models import ALIVE
from tamio.outbox.lease import Clock

KEPT = timedelta(days=30)


def forget(clock: Clock) -> None:
    """A month after a try has ended, paid or not: the invoice has what the law asks for."""
    old = PendingOrder.objects.filter(attempt__ended_at__lt=clock() - KEPT)
    old.exclude(attempt__progress__in=ALIVE).delete()
