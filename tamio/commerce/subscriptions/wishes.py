"""What is wished of the lines of a subscription, and the lines that come of it. Nothing saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.subscriptions.models import (
    ChangeKind,
    PlannedChange,
    PlanVersion,
    Subscription,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.models.subscription import MOST_QUANTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change of `line`, or without one something to be added. What is None stays; with another
    version the line's own price goes, unless another is given.
    """

    line: SubscriptionLine | None = None
    version: PlanVersion | None = None
    quantity: int | None = None
    price: Decimal | None = None
    removes: bool = False

    @property
    def kind(self) -> ChangeKind:
        if self.line is None:
            return ChangeKind.ADD
        if self.removes:
            return ChangeKind.REMOVE
        if self.version is not None and self.version.pk != self.line.version_id:
            return ChangeKind.PLAN
        return ChangeKind.PRICE if self.quantity is None else ChangeKind.QUANTITY


@dataclass(frozen=True, slots=True)
class Lines:
    """`old` end on the day of the change, `new` begin, `kept` go on."""

    old: Sequence[SubscriptionLine]
    new: Sequence[SubscriptionLine]
    kept: Sequence[SubscriptionLine]

    @property
    def after(self) -> list[SubscriptionLine]:
        return [*self.kept, *self.new]

    @property
    def told(self) -> dict[str, list[str]]:
        """For the record."""
        return {"from": [str(line) for line in self.old], "to": [str(line) for line in self.new]}


def lines_after(subscription: Subscription, wishes: Sequence[Wish], *, on: date) -> Lines:
    """Raises ValidationError ("changes") for what is no change, or cannot be on one invoice."""
    now = {line.pk: line for line in subscription.lines_on(on)}
    touched = [wish.line.pk for wish in wishes if wish.line is not None]
    if not wishes or len(touched) != len(set(touched)) or not set(touched) <= set(now):
        raise _refused(_("Choose what to change among what is subscribed to."))
    old = [now[pk] for pk in touched]
    new = [_line(wish, subscription, on=on) for wish in wishes if not wish.removes]
    kept = [line for pk, line in now.items() if pk not in touched]
    lines = Lines(old, new, kept)
    _check(subscription, lines)
    return lines


def most_after(lines: Lines, *, most: int, done: int, other_interval: bool) -> int:
    """How many periods there are to be in all, 0 for no end: with another plan as many as that
    has. From one fixed number to another they are counted from the beginning, as long as periods
    are as long; else from the change on, when `done` have been billed.
    """
    was, new = (next((line for line in some if not line.is_addon), None)
                for some in (lines.old, lines.new))  # fmt: skip
    if was is None or new is None or was.version_id == new.version_id:
        return most
    its = new.version.max_cycles
    return done + its if its and (other_interval or not most) else its


def wish_of(planned: PlannedChange) -> Wish:
    """What a planned change wishes."""
    return Wish(
        line=planned.line,
        version=planned.version,
        quantity=planned.quantity,
        price=planned.price,
        removes=planned.kind == ChangeKind.REMOVE,
    )


def _line(wish: Wish, subscription: Subscription, *, on: date) -> SubscriptionLine:
    was = wish.line
    version = wish.version or (was.version if was else None)
    if version is None:
        raise _refused(_("Say which plan to add."))
    quantity = wish.quantity if wish.quantity is not None else (was.quantity if was else 1)
    if not 1 <= quantity <= MOST_QUANTITY:
        raise _refused(_("Write a number from 1 to %(most)d.") % {"most": MOST_QUANTITY})
    if wish.price is not None and wish.price < 0:
        raise _refused(_("A price is 0 or more."))
    price, priced_on = wish.price, on if wish.price is not None else None
    if price is None and was is not None and was.version_id == version.pk:
        price, priced_on = was.price, was.priced_on
    found = SubscriptionLine(
        subscription=subscription, version=version, quantity=quantity, price=price,
        priced_on=priced_on, is_addon=was.is_addon if was else True, starts=on,
    )  # fmt: skip
    if was is not None and _is_same(found, was):
        raise _refused(_("That is what is subscribed to already."))
    return found


def _is_same(one: SubscriptionLine, other: SubscriptionLine) -> bool:
    return (one.version_id, one.quantity, one.price) == (
        other.version_id,
        other.quantity,
        other.price,
    )


def _check(subscription: Subscription, lines: Lines) -> None:
    if all(line.is_addon for line in lines.after):
        raise _refused(_("Something has to be left. Cancel the subscription instead."))
    terms = {(line.version.currency, line.version.prices_include_vat) for line in lines.after}
    if terms != {(subscription.currency, subscription.prices_include_vat)}:
        raise _refused(_("The plan is in another currency, or states prices otherwise. End this"
                         " subscription and begin another."))  # fmt: skip
    if len({line.version.interval for line in lines.after}) > 1:
        raise _refused(_("All that is on one subscription is billed at the same times."))


def _refused(message: str) -> ValidationError:
    return ValidationError({"changes": [message]})
