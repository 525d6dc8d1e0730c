"""Cards as payment: found by their codes, kept while a buyer is away paying, taken from once.

A sale is worth what it is worth, whoever pays how: a card is payment and takes nothing off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from tamio.commerce.giftcards.codes import as_meant, digests
from tamio.commerce.giftcards.ledger import locked, move
from tamio.commerce.giftcards.models import CardHold, GiftCard, State, Why
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Receipt
from tamio.commerce.payments.models.facts import TAMIO
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.stores.models import Store

#: Who handles what cards pay, as receipts call it.
PROVIDER = "gift_card"
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Use:
    """What a card pays of a sale."""

    card: GiftCard
    amount: Decimal


def find(*, store: Store, written: str) -> GiftCard | None:
    """The store's issued card with that code, however it is written."""
    code = as_meant(written)
    if not code:
        return None
    cards = GiftCard.objects.filter(store=store, digest__in=digests(code))
    return cards.select_related("store").first()


def usable(*, store: Store, written: str, currency: str, today: date) -> GiftCard:
    """The card to pay with. Raises ValidationError ("gift_card") that says why there is none."""
    card = find(store=store, written=written)
    problem = _refusal(card, currency=currency, today=today)
    if card is None or problem:
        raise ValidationError({"gift_card": [problem]})
    return card


def _refusal(card: GiftCard | None, *, currency: str, today: date) -> str:
    if card is None:
        return _("No gift card of this shop has that code. Look at its sixteen signs once more.")
    if card.currency != currency:
        words = {"card": card.currency, "shop": currency}
        return _("This gift card is in %(card)s, and the shop sells in %(shop)s.") % words
    state = card.state(today)
    if state == State.EXPIRED:
        return _("This gift card expired on %(day)s.") % {"day": card.expires_on}
    if state == State.BLOCKED:
        return _("This gift card is blocked. Ask the shop why.")
    return "" if state == State.ACTIVE else _("Nothing is left on this gift card.")


def plan(
    cards: Iterable[GiftCard], *, most: Decimal, currency: str, today: date, held_for: UUID
) -> Sequence[Use]:
    """What each card pays of `most`, in their order; those that pay nothing are left out, and so
    are those in another currency.

    What is kept for other carts than `held_for` is not there.
    """
    found: list[Use] = []
    every = [card for card in cards if card.currency == currency]
    held = _held([card.pk for card in every], held_for) if every else {}
    for card in every:
        share = min(spendable(card, today=today, held=held.get(card.pk, _NOTHING)), most)
        if share > 0:
            found.append(Use(card, share))
            most -= share
    return found


def spendable(card: GiftCard, *, today: date, held: Decimal) -> Decimal:
    """What can be paid with it, less what is `held` for others."""
    if card.state(today) != State.ACTIVE:
        return _NOTHING
    return max(card.balance - held, _NOTHING)


def free_of(card: GiftCard, *, today: date) -> Decimal:
    """What can be paid with a locked card, less all that is kept of it for carts."""
    held = CardHold.objects.filter(card=card).aggregate(sum=Sum("amount"))["sum"]
    return spendable(card, today=today, held=Decimal(held or 0))


def hold(shares: Iterable[tuple[int, Decimal]], *, held_for: UUID) -> None:
    """Keeps of each card, by pk, its share for the cart whose buyer is away paying the rest. The
    cards are locked.
    """
    release(held_for=held_for)
    CardHold.objects.bulk_create(
        CardHold(card_id=pk, held_for=held_for, amount=amount) for pk, amount in shares
    )


def release(*, held_for: UUID) -> None:
    """What was kept for the cart can be paid with elsewhere."""
    CardHold.objects.filter(held_for=held_for).delete()


def pay(invoice: Invoice, uses: Iterable[Use], *, now: datetime) -> None:
    """Takes it from the cards, which are locked, and notes it as paid of the invoice. In the
    transaction of the sale.
    """
    for use in uses:
        pay_one(invoice, use, now=now)


def pay_one(invoice: Invoice, use: Use, *, now: datetime, reference: str | None = None) -> Receipt:
    """As `pay`, of one card; `reference` is what another system calls it."""
    moved = move(
        use.card, why=Why.REDEEMED, amount=-use.amount, by=TAMIO, now=now, invoice=invoice,
        reference=reference,
    )  # fmt: skip
    money = Money(
        amount=use.amount,
        currency=use.card.currency,
        means=Means.GIFT_CARD,
        paid_on=moved.on_date,
        provider=PROVIDER,
        provider_id=str(moved.pk),
        text=use.card.masked_code,
    )
    receipt, _is_new = receive(invoice=invoice, money=money, by=TAMIO, now=now)
    return receipt


def pay_late(
    invoice: Invoice, shares: Iterable[tuple[int, Decimal]], *, held_for: UUID, now: datetime
) -> None:
    """The buyer has paid the rest, so the cards pay their shares, by pk: of what was let go
    meanwhile as much as is still there. It refuses nothing.
    """
    release(held_for=held_for)
    wanted = dict(shares)
    today = invoice.store.date_of(now)
    cards = {card.pk: card for card in locked(wanted)}
    uses: list[Use] = []
    for pk, amount in wanted.items():
        uses += plan(
            [cards[pk]], most=amount, currency=invoice.currency, today=today, held_for=held_for
        )
    pay(invoice, uses, now=now)


def _held(cards: Sequence[int], held_for: UUID) -> dict[int, Decimal]:
    holds = CardHold.objects.filter(card__in=cards).exclude(held_for=held_for)
    sums = holds.order_by().values("card").annotate(sum=Sum("amount"))
    return {each["card"]: Decimal(each["sum"]).quantize(_NOTHING) for each in sums}
