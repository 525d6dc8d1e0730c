"""Cards and their moves as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tamio.commerce.giftcards.models import CardMove, GiftCard, State, Why
from tamio.look.chips import Chip, Tone

_TONES = {
    State.UNPAID: Tone.WAITING,
    State.ACTIVE: Tone.GOOD,
    State.USED: Tone.NEUTRAL,
    State.BLOCKED: Tone.WRONG,
    State.EXPIRED: Tone.NEUTRAL,
    State.CREDITED: Tone.NEUTRAL,
}
_MOVED = {
    Why.ISSUED: Tone.GOOD,
    Why.REDEEMED: Tone.NEUTRAL,
    Why.REFUNDED: Tone.GOOD,
    Why.CREDITED: Tone.NEUTRAL,
    Why.EXPIRED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class ShownCard:
    card: GiftCard
    chip: Chip


@dataclass(frozen=True, slots=True)
class ShownMove:
    move: CardMove
    chip: Chip


def shown(cards: Sequence[GiftCard], *, today: date) -> list[ShownCard]:
    return [ShownCard(card, chip_of(card, today=today)) for card in cards]


def chip_of(card: GiftCard, *, today: date) -> Chip:
    state = card.state(today)
    return Chip(state=state.label, tone=_TONES[state])


def moves_of(card: GiftCard) -> list[ShownMove]:
    """Oldest first. One query."""
    moves = card.moves.select_related("invoice", "credit_note")
    return [
        ShownMove(move, Chip(state=Why(move.why).label, tone=_MOVED[Why(move.why)]))
        for move in moves
    ]
