"""What the register of VAT numbers has answered, in the words of a page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tamio.commerce.customers.models import Customer, VatAnswer, VatCheck
from tamio.commerce.customers.vat_numbers.asking import can_be_asked, found_invalid, latest_check
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.vat.treatments import Treatment
from tamio.look.chips import Chip, Tone

_TONES = {
    VatAnswer.VALID: Tone.GOOD,
    VatAnswer.INVALID: Tone.WRONG,
    VatAnswer.UNREACHABLE: Tone.WAITING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`check`: the last question about the number. `can_ask`: whether there is a register."""

    check: VatCheck | None
    chip: Chip | None
    can_ask: bool


def standing(customer: Customer) -> Standing | None:
    """One query. None for a customer without a number."""
    if not customer.vat_number:
        return None
    check = latest_check(customer)
    can_ask = can_be_asked(customer) and not (check and check.is_open)
    return Standing(check=check, chip=_chip(check) if check else None, can_ask=can_ask)


def doubt_about(invoice: Invoice) -> VatCheck | None:
    """The answer by which the invoice should not have been without VAT; asked only where it is."""
    lines = invoice.lines.all()
    if not any(line.vat_treatment == Treatment.EU_BUSINESS for line in lines):
        return None
    return found_invalid(customer_id=invoice.customer_id, vat_number=invoice.buyer_vat_number)


def _chip(check: VatCheck) -> Chip:
    if not check.answer:
        return Chip(state=_("Being asked"), tone=Tone.WAITING)
    answer = VatAnswer(check.answer)
    tone = Tone.NEEDS_YOU if check.given_up_at else _TONES[answer]
    return Chip(state=answer.label, tone=tone)
