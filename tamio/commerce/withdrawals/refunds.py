"""Proposes what is to be paid back after a credit note. Moving the money is payments' work: how
much is still to go back says `Payment.over`, and it goes by their page.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.withdrawals.models import RefundProposal

#: From the day on which the consumer withdrew (Distance Contracts Act, chapter 2, section 14).
WITHIN = timedelta(days=14)


def propose_refund(
    note: CreditNote, *, now: datetime, since: datetime | None = None
) -> RefundProposal | None:
    """What the buyer has paid too much since this credit note; None if that is nothing.

    `since` is when the consumer withdrew, if that is why. In the credit note's transaction.
    """
    store, invoice = note.store, note.invoice
    standing = standings([invoice])[invoice.pk]
    before = max(Decimal(0), standing.paid - (standing.worth - note.total))
    amount = standing.overpaid - before
    if amount <= 0:
        return None
    return RefundProposal.objects.create(
        store=store,
        invoice=invoice,
        credit_note=note,
        amount=amount,
        proposed_at=now,
        due_date=store.date_of(since or now) + WITHIN,
    )
