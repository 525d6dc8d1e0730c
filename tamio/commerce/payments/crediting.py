"""A credit note lowers what is due, in its own transaction."""

from datetime import datetime
from typing import Any

from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.payments.models import Payment
from tamio.commerce.payments.standing import locked, settle


def on_credit(note: CreditNote, now: datetime, **_: Any) -> None:
    """What was paid of it already becomes a proposal to pay it back."""
    if Payment.objects.filter(invoice=note.invoice_id).exists():
        settle(locked(note.invoice), now=now)
