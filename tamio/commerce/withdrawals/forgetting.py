"""Withdrawals that answer no order belong to no books: what is personal in them goes.

One that is about an order is evidence of why it was credited, and is kept as long as the invoice is
(GDPR, article 5.1 e).
"""

from datetime import timedelta

from django.db.models import QuerySet

from tamio.commerce.mail.forgetting import ERASED, NOBODY
from tamio.commerce.withdrawals.models import Withdrawal
from tamio.outbox.lease import Clock

KEPT = timedelta(days=365)


def forget(clock: Clock) -> None:
    """A year after it came, of a withdrawal from no known order only its times are left."""
    old = Withdrawal.objects.filter(invoice=None, received_at__lt=clock() - KEPT)
    blank(old.exclude(email=NOBODY))


def blank(withdrawals: QuerySet[Withdrawal]) -> None:
    """Leaves that somebody withdrew, and when."""
    withdrawals.update(name=ERASED, email=NOBODY, order_number=ERASED, what="")
