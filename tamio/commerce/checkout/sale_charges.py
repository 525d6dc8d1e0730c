"""What belongs to a whole sale: shipping, fees, a discount, rounding to whole kronor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.split import Part, Taxed, split
from tamio.commerce.money import ORE
from tamio.commerce.vat.treatments import Treatment

_MOST = Decimal(1_000_000_000)
_HALF = Decimal("0.50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """An amount of 0 or more with what it is called; in the sense of the sale's prices.

    As a discount it is taken off.
    """

    description: str
    amount: Decimal

    def problems(self) -> dict[str, str]:
        """Messages by field; empty if it can be charged."""
        found = {}
        words = " ".join(self.description.split())
        if not 1 <= len(words) <= 200 or not words.isprintable():
            found["description"] = _("Write 1 to %(most)d characters.") % {"most": 200}
        is_amount = self.amount.is_finite() and 0 <= self.amount <= _MOST
        if not (is_amount and self.amount == self.amount.quantize(ORE)):
            found["amount"] = _("Write an amount of 0 or more with at most two decimals.")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """All that a sale has besides its lines. `rounding` is what was added to the total, or taken
    off it, to make it whole kronor.
    """

    shipping: Charge | None = None
    fees: Sequence[Charge] = ()
    discounts: Sequence[Charge] = ()
    rounding: Decimal | None = None

    @property
    def any_split(self) -> bool:
        """Whether something follows the items that are sold."""
        return self.shipping is not None or bool(self.fees) or bool(self.discounts)

    def problems(self, *, currency: str) -> dict[str, list[str]]:
        """Messages by dotted field; empty if all of them can be charged."""
        found = {
            f"{name}.{field}": [message]
            for name, charge in self._named()
            for field, message in charge.problems().items()
        }
        if self.rounding is not None and (message := _rounding(self.rounding, currency)):
            found["rounding"] = [message]
        return found

    def drafts(self, lines: Sequence[LineDraft], *, includes_vat: bool) -> list[LineDraft]:
        """Lines for them that follow `lines`, each split over the rates of the items there.

        Raises ValueError if there are charges and no item that they could follow.
        """
        found = [
            _draft(kind, charge, part, includes_vat=includes_vat)
            for kind, charge in self._by_kind()
            for part in split(charge.amount, over=lines, by_item_type=kind == LineKind.DISCOUNT)
        ]
        if self.rounding:
            found.append(_rounding_draft(self.rounding, includes_vat=includes_vat))
        return found

    def _by_kind(self) -> Iterable[tuple[LineKind, Charge]]:
        yield from ((LineKind.DISCOUNT, discount) for discount in self.discounts)
        if self.shipping is not None:
            yield LineKind.SHIPPING, self.shipping
        yield from ((LineKind.FEE, fee) for fee in self.fees)

    def _named(self) -> Iterable[tuple[str, Charge]]:
        if self.shipping is not None:
            yield "shipping", self.shipping
        yield from ((f"fees.{position}", fee) for position, fee in enumerate(self.fees))
        yield from ((f"discounts.{position}", each) for position, each in enumerate(self.discounts))


def _draft(kind: LineKind, charge: Charge, part: Part, *, includes_vat: bool) -> LineDraft:
    amount = -part.amount if kind == LineKind.DISCOUNT else part.amount
    return charge_line(kind, charge.description, part.taxed, amount, includes_vat=includes_vat)


def _rounding_draft(amount: Decimal, *, includes_vat: bool) -> LineDraft:
    untaxed = Taxed(Decimal(0), Treatment.DOMESTIC, ItemType.SERVICE)
    words = str(LineKind.ROUNDING.label)
    return charge_line(LineKind.ROUNDING, words, untaxed, amount, includes_vat=includes_vat)


def charge_line(
    kind: LineKind, words: str, taxed: Taxed, amount: Decimal, *, includes_vat: bool
) -> LineDraft:
    """The line of a charge, or of its part that is `taxed` so."""
    return LineDraft(
        kind=kind,
        sku="",
        description=" ".join(words.split()),
        item_type=taxed.item_type,
        quantity=Decimal(1),
        unit="",
        unit_price=amount,
        vat_rate=taxed.vat_rate,
        vat_treatment=taxed.vat_treatment,
        vat_country=taxed.vat_country,
        includes_vat=includes_vat,
    )


def _rounding(amount: Decimal, currency: str) -> str:
    if currency != "SEK":
        return _("Only an amount in kronor is rounded to whole ones.")
    if not (amount.is_finite() and abs(amount) <= _HALF and amount == amount.quantize(ORE)):
        return _("Write an amount from -0.50 to 0.50.")
    return ""
