"""Which offers win: what is best for the buyer, and none on top of another unless both allow it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.split import shares
from tamio.commerce.money import round_half_up

_NOTHING = Decimal("0.00")
_HUNDRED = Decimal(100)

#: What each offer takes off a line, by the offer's key.
Taken = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of a cart: which product, how many, and what they cost before any offer. Of a plan it
    is what a whole period costs.
    """

    product: int
    quantity: int
    amount: Decimal
    is_plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an offer takes off: a percent, or an amount. `products` None: of everything. Plans it
    concerns only `with_plans`.
    """

    key: int
    percent: Decimal | None = None
    amount: Decimal = _NOTHING
    products: frozenset[int] | None = None
    combines: bool = False
    with_plans: bool = False

    @property
    def is_whole(self) -> bool:
        """An amount off the order, not off a line."""
        return self.percent is None and self.products is None

    def concerns(self, line: Wanted) -> bool:
        if line.is_plan and not self.with_plans:
            return False
        return self.products is None or line.product in self.products

    def off(self, line: Wanted, *, left: Decimal) -> Decimal:
        """Of what is left of the line's amount; never more than that.

        Rounded by the piece, so that many cost as many times what one does.
        """
        of_one = self.amount
        if self.percent is not None:
            of_one = round_half_up(left / line.quantity * self.percent / _HUNDRED)
        return min(left, of_one * line.quantity)


def best(lines: Sequence[Wanted], terms: Sequence[Terms]) -> list[Taken]:
    """What is taken off each line, by offer. No line goes below 0.

    An offer that does not combine is alone on a line, and an amount off the order that does not
    combine is alone on the order. Of equal outcomes the first stands.
    """
    by_line = [each for each in terms if not each.is_whole]
    whole = [each for each in terms if each.is_whole]
    plans = [[_best_of(line, by_line) for line in lines]]
    plans += [_with_whole(lines, [{} for _ in lines], [each]) for each in whole]
    combining = [each for each in whole if each.combines]
    if combining:
        stacked = [_stack(line, _combining(by_line)) for line in lines]
        plans.append(_with_whole(lines, stacked, combining))
    return max(plans, key=_sum)


def _best_of(line: Wanted, terms: Iterable[Terms]) -> Taken:
    concerned = [each for each in terms if each.concerns(line)]
    alone = [{each.key: each.off(line, left=line.amount)} for each in concerned]
    return max([_stack(line, _combining(concerned)), *alone], key=lambda taken: sum(taken.values()))


def _combining(terms: Iterable[Terms]) -> list[Terms]:
    return [each for each in terms if each.combines]


def _stack(line: Wanted, terms: Iterable[Terms]) -> Taken:
    """One after the other, percents first: so the buyer gets most of them."""
    taken: dict[int, Decimal] = {}
    left = line.amount
    for each in sorted(terms, key=lambda each: each.percent is None):
        if each.concerns(line):
            taken[each.key] = each.off(line, left=left)
            left -= taken[each.key]
    return taken


def _with_whole(
    lines: Sequence[Wanted], before: Sequence[Taken], whole: Iterable[Terms]
) -> list[Taken]:
    """Amounts off the order, over the lines in proportion to what is left of each."""
    taken = [dict(each) for each in before]
    for each in whole:
        left = [
            line.amount - sum(off.values()) if each.concerns(line) else _NOTHING
            for line, off in zip(lines, taken, strict=True)
        ]
        amount = min(each.amount, sum(left, _NOTHING))
        for off, share in zip(taken, shares(amount, weights=left), strict=True):
            off[each.key] = share
    return list(taken)


def _sum(plan: Iterable[Taken]) -> Decimal:
    return sum((amount for taken in plan for amount in taken.values()), _NOTHING)


def by_offer(plan: Iterable[Taken]) -> dict[int, Decimal]:
    """What each offer takes off in all; without those that take nothing."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for taken in plan:
        for key, amount in taken.items():
            found[key] += amount
    return {key: amount for key, amount in found.items() if amount}
