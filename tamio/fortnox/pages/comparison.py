"""The invoice's sums next to the order's, row by row."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import OrderLink
from tamio.look.chips import Text

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum on both sides; None where a side has none. `verdict` says whether they agree."""

    label: Text
    ours: Decimal | None
    theirs: Decimal | None
    same: bool
    verdict: Text


def sums(*, invoice: Invoice, link: OrderLink) -> list[Sum]:
    """Net, VAT and total, as the proof compared them; a round-off stands by itself."""
    round_off = link.round_off or _NOTHING
    rows = [
        _sum(_("Net"), invoice.net, link.net),
        _sum(_("VAT"), invoice.vat, link.vat),
    ]
    if round_off:
        rows.append(_rounding(round_off))
    total = _sum(_("Total"), invoice.total, link.total, explained=round_off)
    return [*rows, total]


def _sum(
    label: Text, ours: Decimal, theirs: Decimal | None, *, explained: Decimal = _NOTHING
) -> Sum:
    same = theirs is not None and ours == theirs - explained
    equal = _("equal before rounding") if explained else pgettext_lazy("sums", "equal")
    verdict = equal if same else pgettext_lazy("sums", "differ")
    return Sum(label=label, ours=ours, theirs=theirs, same=same, verdict=verdict)


def _rounding(round_off: Decimal) -> Sum:
    return Sum(label=_("Rounding"), ours=None, theirs=round_off, same=True, verdict=_("explained"))
