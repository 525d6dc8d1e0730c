"""The invoice's sums next to the order's, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import CreditLink, OrderLink, Way
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


def sums(*, invoice: Invoice, link: OrderLink, credited: Sequence[CreditLink] = ()) -> list[Sum]:
    """Net, VAT and total, as the proof compared them; a round-off stands by itself.

    Of an order that credit notes were added to: VAT and total after the last of them. None of one
    that was cancelled, which has no sums any more. A credit invoice leaves the order as it was.
    """
    on_it = (each for each in credited if each.done_at and each.way != Way.INVOICE)
    done = sorted(on_it, key=lambda each: each.noted_at)
    if done and done[-1].way == Way.CANCELLED:
        return []
    if done and done[-1].total is not None and done[-1].vat is not None:
        return _after_credits(invoice, done)
    round_off = link.round_off or _NOTHING
    rows = [
        _sum(_("Net"), invoice.net, link.net),
        _sum(_("VAT"), invoice.vat, link.vat),
    ]
    if round_off:
        rows.append(_rounding(round_off))
    total = _sum(_("Total"), invoice.total, link.total, explained=round_off)
    return [*rows, total]


def _after_credits(invoice: Invoice, done: Sequence[CreditLink]) -> list[Sum]:
    notes = [each.credit_note for each in done]
    vat = sum((note.vat for note in notes), invoice.vat)
    total = sum((note.total for note in notes), invoice.total)
    return [
        _sum(_("VAT after credit"), vat, done[-1].vat),
        _sum(_("Total after credit"), total, done[-1].total),
    ]


def _sum(
    label: Text, ours: Decimal, theirs: Decimal | None, *, explained: Decimal = _NOTHING
) -> Sum:
    same = theirs is not None and ours == theirs - explained
    equal = _("equal before rounding") if explained else pgettext_lazy("sums", "equal")
    verdict = equal if same else pgettext_lazy("sums", "differ")
    return Sum(label=label, ours=ours, theirs=theirs, same=same, verdict=verdict)


def _rounding(round_off: Decimal) -> Sum:
    return Sum(label=_("Rounding"), ours=None, theirs=round_off, same=True, verdict=_("explained"))
