"""Numbers of Swedish businesses, checked by their rules: organisation, VAT, bankgiro."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.se import orgnr, personnummer


def validate_organisation_number(value: str) -> None:
    """Ten digits with a right check digit; a sole trader's is a personal identity number."""
    if not (_is_company(value) or _is_sole_trader(value)):
        raise ValidationError(
            _("Write the organisation number as ten digits, such as 556703-7485."),
            code="organisation_number",
        )


def compact_organisation_number(value: str) -> str:
    """The number as NNNNNN-NNNN, the way Fortnox and invoices write it. Expects a valid one."""
    digits = "".join(character for character in value if character.isdigit())[-10:]
    return f"{digits[:6]}-{digits[6:]}"


def validate_vat_number(value: str) -> None:
    """A VAT number of an EU member state by its own form and check digits (not looked up)."""
    if not eu_vat.is_valid(value):
        raise ValidationError(
            _("Write the VAT number with its country code, such as SE556703748501."),
            code="vat_number",
        )


def compact_vat_number(value: str) -> str:
    """The number without spaces and punctuation, its country code first. Expects a valid one."""
    return str(eu_vat.compact(value))


def validate_bankgiro(value: str) -> None:
    """Seven or eight digits with a right check digit (Luhn), with or without the hyphen."""
    digits = value.replace("-", "").replace(" ", "")
    if not (digits.isdigit() and len(digits) in {7, 8} and luhn.is_valid(digits)):
        raise ValidationError(
            _("Write the bankgiro as seven or eight digits, such as 5050-1055."), code="bankgiro"
        )


def _is_company(value: str) -> bool:
    # The third digit tells a company from a personal identity number: a month is at most 12.
    return orgnr.is_valid(value) and int(orgnr.compact(value)[2]) >= 2


def _is_sole_trader(value: str) -> bool:
    try:
        personnummer.validate(value)
    except BadNumber:
        return False
    return True
