"""An amount that belongs to a whole sale, split over the VAT rates of what was sold.

Freight, fees and discounts of a whole order follow the goods: a mixed basket splits them in
proportion to its taxable amounts (Swedish Tax Agency, quoted in docs/vat.md).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.money import round_half_up

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Taxed:
    """What lines that are taxed and booked alike have in common."""

    vat_rate: Decimal
    vat_treatment: str
    item_type: str
    vat_country: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the amount, with VAT or without as the amount was."""

    taxed: Taxed
    amount: Decimal


def split(amount: Decimal, *, over: Sequence[LineDraft], by_item_type: bool) -> list[Part]:
    """`amount` over the items among the lines, highest rate first; the last takes the remainder.

    Rounded as a running sum, so no part is below nothing, and what weighs nothing carries none.
    Lines whose prices include VAT share by what they cost with it, others by what they cost
    without: either way the taxable parts stand in proportion to the taxable amounts. Parts of
    nothing are left out. Raises ValueError without a single item.
    """
    weights = _weights(over, by_item_type=by_item_type)
    parts = map(Part, weights, shares(amount, weights=list(weights.values())))
    return [part for part in parts if part.amount]


def shares(amount: Decimal, *, weights: Sequence[Decimal]) -> list[Decimal]:
    """`amount` in hundredths over the weights, none below 0; they sum to it.

    Rounded as a running sum. Where nothing weighs anything, the first takes it all.
    """
    total = sum(weights, _NOTHING)
    found, given, weighed = [], _NOTHING, _NOTHING
    for weight in weights:
        weighed += weight
        upto = round_half_up(amount * weighed / total) if total else amount
        found.append(upto - given)
        given = upto
    return found


def _weights(lines: Iterable[LineDraft], *, by_item_type: bool) -> dict[Taxed, Decimal]:
    """What was sold of each, highest rate first."""
    items = [line for line in lines if line.kind == LineKind.ITEM]
    if not items:
        raise ValueError("an amount can only follow items")
    sold: dict[Taxed, Decimal] = defaultdict(Decimal)
    for line in items:
        # Freight is one service whatever it carries; a discount takes from what it is given on.
        item_type = line.item_type if by_item_type else items[0].item_type
        taxed = Taxed(line.vat_rate, line.vat_treatment, item_type, line.vat_country)
        sold[taxed] += line.gross if line.includes_vat else line.net
    # What was taken back weighs nothing: an amount follows what is sold.
    kept = {taxed: max(weight, _NOTHING) for taxed, weight in sold.items()}
    return dict(sorted(kept.items(), key=lambda each: (-each[0].vat_rate, each[0].item_type)))
