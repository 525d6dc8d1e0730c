"""A card pays an invoice that is there already, as another system or a person tells it."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.giftcards.ledger import locked
from tamio.commerce.giftcards.models import CardMove, GiftCard
from tamio.commerce.giftcards.using import PROVIDER, Use, free_of, pay_one, usable
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import ORE
from tamio.commerce.payments.models import Payment, Receipt
from tamio.commerce.payments.standing import locked as locked_payment


def redeem_card(
    *, invoice: Invoice, written: str, amount: Decimal, reference: str, now: datetime
) -> tuple[Receipt, bool]:
    """The receipt of what the card with the code that was written pays, and whether it is new.

    The same `reference` again gives the first receipt of the invoice. Raises ValidationError
    ("gift_card", "amount"): a card pays no more than it has, and no more than is left to pay.
    """
    with transaction.atomic():
        payment = locked_payment(invoice)
        known = CardMove.objects.filter(invoice=invoice, reference=reference).first()
        if known is not None:
            return _receipt_of(known), False
        store = payment.store
        found = usable(
            store=store, written=written, currency=invoice.currency, today=store.date_of(now)
        )
        (card,) = locked([found.pk])
        _check(amount, card=card, payment=payment, now=now)
        return pay_one(payment.invoice, Use(card, amount), now=now, reference=reference), True


def reference_of(receipt: Receipt) -> str | None:
    """What another system called what a card has paid."""
    if receipt.provider != PROVIDER or receipt.provider_id is None:
        return None
    return CardMove.objects.get(pk=int(receipt.provider_id)).reference


def _receipt_of(move: CardMove) -> Receipt:
    return Receipt.objects.get(store=move.store_id, provider=PROVIDER, provider_id=str(move.pk))


def _check(amount: Decimal, *, card: GiftCard, payment: Payment, now: datetime) -> None:
    if not (amount.is_finite() and amount >= ORE and amount == amount.quantize(ORE)):
        message = _("Write an amount above 0 with at most two decimals.")
        raise ValidationError({"amount": [message]})
    most = min(free_of(card, today=payment.store.date_of(now)), payment.left)
    if amount > most:
        message = _("The card can pay at most %(most)s of this invoice.") % {"most": most}
        raise ValidationError({"amount": [message]})
