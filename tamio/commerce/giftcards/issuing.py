"""Cards are written with their sale, and issued when it is paid: never before."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tamio.commerce.giftcards.codes import digest, new_code
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.giftcards.ledger import locked, move
from tamio.commerce.giftcards.models import GiftCard, Why, settings_of
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.links.orders import make_link
from tamio.commerce.payments.models.facts import TAMIO
from tamio.commerce.stores.models import Store
from tamio.outbox.record import record

#: The fact that a card has got its code.
ISSUED = "gift_card.issued"


def order_cards(*, invoice: Invoice, gifts: Mapping[int, Gift], now: datetime) -> None:
    """Writes the cards that the invoice sells, one a piece, in the transaction of the sale.

    `gifts`: what the buyer said of them, by the line's position; nothing said is a card for the
    buyer.
    """
    lines = invoice.lines.filter(kind=LineKind.GIFT_CARD)
    cards = [card for line in lines for card in _of_line(line, gifts.get(line.position), now)]
    for card in cards:
        card.store, card.currency = invoice.store, invoice.currency
    GiftCard.objects.bulk_create(cards)


def _of_line(line: InvoiceLine, gift: Gift | None, now: datetime) -> Iterable[GiftCard]:
    pieces = int(line.quantity)
    amount = (line.gross / pieces).quantize(Decimal("0.01"))
    said = gift or Gift(amount=amount)
    for _piece in range(pieces):
        yield GiftCard(
            line=line,
            amount=amount,
            recipient_name=said.recipient_name,
            recipient_email=said.recipient_email,
            message=said.message,
            send_on=said.send_on,
            made_at=now,
        )


def issue_paid(invoice: Invoice, *, now: datetime) -> None:
    """Issues what the invoice sells and has not issued. In the transaction that pays it."""
    waiting = GiftCard.objects.filter(line__invoice=invoice, issued_at=None, amount__gt=0)
    pks = list(waiting.values_list("pk", flat=True))
    if not pks:
        return
    language = make_link(invoice=invoice, language=None, now=now).language
    for card in locked(pks):
        if card.issued_at is None and card.amount:
            card.language = language
            issue(card, by=TAMIO, now=now, invoice=invoice)


def give_card(
    *,
    store: Store,
    gift: Gift,
    language: str,
    reason: str,
    by: str,
    now: datetime,
) -> GiftCard:
    """Issues a card by hand, such as for a complaint. `gift` has been checked."""
    with transaction.atomic():
        card = GiftCard.objects.create(
            store=store,
            amount=gift.amount,
            currency=store.currency,
            recipient_name=gift.recipient_name,
            recipient_email=gift.recipient_email,
            message=gift.message,
            send_on=gift.send_on,
            language=language,
            made_at=now,
            given_by=by,
            reason=" ".join(reason.split())[:200],
        )
        issue(card, by=by, now=now)
        return card


def issue(card: GiftCard, *, by: str, now: datetime, invoice: Invoice | None = None) -> None:
    """Gives a locked card its code and its balance, and records the fact."""
    code = new_code()
    card.code, card.digest, card.last4 = code, digest(code), code[-4:]
    card.issued_at = now
    card.expires_on = last_day(card.store, today=card.store.date_of(now))
    card.save()
    move(card, why=Why.ISSUED, amount=card.amount, by=by, now=now, invoice=invoice)
    record(kind=ISSUED, store_id=card.store_id, subject_id=card.pk, now=now)


def last_day(store: Store, *, today: date) -> date | None:
    """The last day of a card that is issued today; None if the store's never expire."""
    months = settings_of(store).lasts_months
    if months is None:
        return None
    count = today.year * 12 + today.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(today.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days
