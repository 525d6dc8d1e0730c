"""Numbers of Swedish businesses, checked by their rules: organisation, VAT, and where to pay."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban, luhn
from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat
from stdnum.util import clean

# The authorities' twelve-digit form puts a century, or 16 for a company, before the ten.
_TEN_DIGITS = re.compile(r"(?:16|19|20)?([0-9]{10})")
_COORDINATION = 60  # added to the day of birth in a coordination number


def validate_organisation_number(value: str) -> None:
    """Ten digits with a right check digit; a sole trader's is a personal identity number."""
    digits = _ten_digits(value)
    if digits and not luhn.is_valid(digits):
        raise ValidationError(
            _("A digit is wrong: the last one does not match the others. Compare the organisation"
              " number with the registration certificate."),
            code="organisation_number",
        )  # fmt: skip
    if not (digits and (_is_company(digits) or _is_person(digits))):
        raise ValidationError(
            _("Write the organisation number as ten digits, such as 556703-7485."),
            code="organisation_number",
        )


def compact_organisation_number(value: str) -> str:
    """The number as NNNNNN-NNNN, the way invoices write it. Expects a valid one."""
    digits = _ten_digits(value)
    return f"{digits[:6]}-{digits[6:]}"


def validate_vat_number(value: str) -> None:
    """A VAT number of an EU member state, or of Northern Ireland (XI), by its own form and check
    digits (not looked up).
    """
    # Numbers that begin with EU belong to sellers outside the union who report their VAT there.
    if _is_northern_irish(value):
        return
    if not eu_vat.is_valid(value) or compact_vat_number(value).startswith("EU"):
        raise ValidationError(
            _("Write the VAT number with its country code, such as SE556703748501."),
            code="vat_number",
        )


def compact_vat_number(value: str) -> str:
    """The number without spaces and punctuation, its country code first. Expects a valid one."""
    return _plain(value) if _is_northern_irish(value) else str(eu_vat.compact(value))


def _is_northern_irish(value: str) -> bool:
    """XI and a British number behind it."""
    plain = _plain(value)
    return plain.startswith("XI") and bool(gb_vat.is_valid(plain[2:]))


def _plain(value: str) -> str:
    return str(clean(value, " -.")).upper()


def validate_bankgiro(value: str) -> None:
    """Seven or eight digits with a right check digit (Luhn), with or without the hyphen."""
    digits = clean(value, " -")
    if not re.fullmatch("[0-9]{7,8}", digits):
        raise ValidationError(
            _("Write the bankgiro as seven or eight digits, such as 5050-1055."), code="bankgiro"
        )
    if not luhn.is_valid(digits):
        raise ValidationError(
            _("A digit is wrong or missing: the last one does not match the others. Compare the"
              " bankgiro with what your bank says."),
            code="bankgiro",
        )  # fmt: skip


def compact_bankgiro(value: str) -> str:
    """The number as NNN-NNNN or NNNN-NNNN. Expects a valid one."""
    digits = clean(value, " -")
    return f"{digits[:-4]}-{digits[-4:]}"


def validate_plusgiro(value: str) -> None:
    """Two to eight digits with a right check digit (Luhn), with or without spaces and hyphen."""
    digits = clean(value, " -")
    if not (re.fullmatch("[0-9]{2,8}", digits) and luhn.is_valid(digits)):
        raise ValidationError(
            _("Write the plusgiro with its check digit last, such as 482103-9."), code="plusgiro"
        )


def compact_plusgiro(value: str) -> str:
    """The number with a hyphen before its check digit. Expects a valid one."""
    digits = clean(value, " -")
    return f"{digits[:-1]}-{digits[-1]}"


def validate_swish(value: str) -> None:
    """A business's Swish number: ten digits that begin with 123."""
    if not re.fullmatch("123[0-9]{7}", clean(value, " -")):
        raise ValidationError(
            _("Write the store's Swish number: ten digits that begin with 123."), code="swish"
        )


def compact_swish(value: str) -> str:
    """The number's ten digits. Expects a valid one."""
    return clean(value, " -")


def validate_iban(value: str) -> None:
    """Country, check digits and length as the country's own accounts have them."""
    if not iban.is_valid(value):
        raise ValidationError(
            _("Write the IBAN with its country code, such as SE45 5000 0000 0583 9825 7466."),
            code="iban",
        )


def compact_iban(value: str) -> str:
    """The number without spaces. Expects a valid one."""
    return str(iban.compact(value))


def validate_bic(value: str) -> None:
    """Eight or eleven letters and digits, as banks have them."""
    if not bic.is_valid(value):
        raise ValidationError(
            _("Write the BIC as eight or eleven characters, such as ESSESESS."), code="bic"
        )


def compact_bic(value: str) -> str:
    """The code in capitals, without spaces. Expects a valid one."""
    return str(bic.compact(value))


def _ten_digits(value: str) -> str:
    """The number without its century and punctuation; "" if it is not of that form at all."""
    form = _TEN_DIGITS.fullmatch(clean(value, " -+."))
    return form[1] if form else ""


def _is_company(digits: str) -> bool:
    # The third digit tells a company from a person: the month of a birth is at most 12.
    return int(digits[2]) >= 2


def _is_person(digits: str) -> bool:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    born = day - _COORDINATION if day > _COORDINATION else day
    return any(_is_date(century + year, month, born) for century in (1900, 2000))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
