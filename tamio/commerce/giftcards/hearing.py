"""What payments tell of an invoice: it is paid, so its cards are issued; or it is not after all."""

from datetime import datetime
from typing import Any

from tamio.commerce.giftcards.blocking import block_unpaid, let_go_paid
from tamio.commerce.giftcards.issuing import issue_paid
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.payments.models import Payment
from tamio.prepared import Prepared


def on_settled(payment: Payment, now: datetime, **_: Any) -> None:
    """In the transaction of the fact that changed how the invoice stands."""
    if not _CARDS.rows(payment.invoice_id):
        return
    if payment.left:
        block_unpaid(payment.invoice, now=now)
    elif payment.kept > 0:
        let_go_paid(payment.invoice, now=now)
        issue_paid(payment.invoice, now=now)


_CARDS = Prepared(
    lambda invoice: GiftCard.objects.filter(line__invoice=invoice).order_by().only("pk")[:1], int
)
