"""What was sold at each rate and under each treatment, and what the VAT is in kronor."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.documents.formats import (
    amount_text,
    day_text,
    money_text,
    percent_text,
    rate_text,
)
from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.invoices.lines import sums
from tamio.commerce.invoices.models import CreditNoteLine, Invoice, InvoiceLine
from tamio.commerce.invoices.models.invoice import BOOKED_IN
from tamio.commerce.money import round_half_up
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.treatments import Treatment

Line = InvoiceLine | CreditNoteLine


@dataclass(frozen=True, slots=True)
class Specified:
    """One row of a VAT specification."""

    rate: Decimal
    treatment: Treatment
    amounts: Amounts


def specified(lines: Iterable[Line]) -> list[Specified]:
    """Highest rate first. Texts and öre rounding are taxed at no rate at all."""
    groups: dict[tuple[Decimal, Treatment], list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind not in WITHOUT_VAT:
            sold = line.line if isinstance(line, CreditNoteLine) else line
            groups[sold.vat_rate, Treatment(sold.vat_treatment)].append(line)
    ordered = sorted(groups, key=lambda key: (-key[0], key[1]))
    return [
        Specified(rate, treatment, sums(groups[rate, treatment])) for rate, treatment in ordered
    ]


def specification(lines: Sequence[Line], *, language: str) -> dict[str, object]:
    """The table: its heads, and a row per rate and treatment."""
    rows = [
        [
            percent_text(each.rate, language=language) + _treated(each.treatment),
            amount_text(each.amounts.net, language=language),
            amount_text(each.amounts.vat, language=language),
            amount_text(each.amounts.gross, language=language),
        ]
        for each in specified(lines)
    ]
    return {
        "heads": [_("Rate of VAT"), _("Excl. VAT"), _("VAT amount"), _("Incl. VAT")],
        "rows": rows,
    }


def vat_in_kronor(invoice: Invoice, vat: Decimal, *, language: str) -> str:
    """What an invoice in another currency must say besides; "" where there is nothing to say.

    Without a rate on record nothing is guessed.
    """
    if invoice.currency == BOOKED_IN or not vat:
        return ""
    if invoice.exchange_rate is None or invoice.exchange_rate_date is None:
        return _(
            "VAT in SEK: the seller states it on request; no exchange rate was on record when the"
            " invoice was issued."
        )
    words = {
        "amount": money_text(
            round_half_up(vat * invoice.exchange_rate), currency=BOOKED_IN, language=language
        ),
        "currency": invoice.currency,
        "rate": rate_text(invoice.exchange_rate, language=language),
        "day": day_text(invoice.exchange_rate_date, language=language),
    }
    return _("VAT in SEK: %(amount)s (1 %(currency)s = %(rate)s SEK, %(day)s)") % words


def _treated(treatment: Treatment) -> str:
    """Words for what is not plainly the seller's own VAT."""
    words = {
        Treatment.EU_BUSINESS: _("without Swedish VAT, EU"),
        Treatment.OSS: _("the buyer's country, OSS"),
        Treatment.EXPORT: _("outside the EU"),
    }
    return f" ({words[treatment]})" if treatment in words else ""
