"""The texts that a sale without the seller's VAT must carry: the provision that it rests on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.vat.treatments import Treatment


def provisions(lines: Sequence[InvoiceLine]) -> list[str]:
    """Each once (VAT Act 17:24, points 12 and 13). The ones that cross borders are in both
    languages at once: the buyer's tax office reads them too.
    """
    notes = legal_notes(line for line in lines if not line.vat_rate)
    exempt = any(_is_exempt(line) for line in lines)
    return [*notes, *([_("Exempt from VAT, chapter 10 of the VAT Act (2023:200).")] * exempt)]


def _is_exempt(line: InvoiceLine) -> bool:
    at_home = line.vat_treatment == Treatment.DOMESTIC
    return at_home and not line.vat_rate and line.kind not in WITHOUT_VAT
