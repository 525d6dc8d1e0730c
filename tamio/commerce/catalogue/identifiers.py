"""What identifies a thing that is sold: the SKU in the books, the EAN under its bar code."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum import ean

#: What an identifier may hold: letters, digits and - _ . / + (an article number in the books
#: takes no spaces).
SKU_PATTERN = r"^[0-9A-Za-zÅÄÖåäö_./+-]{1,50}$"
validate_sku = RegexValidator(
    SKU_PATTERN, _("Use letters, digits and - _ . / + without spaces, at most 50 characters.")
)


def validate_ean(value: str) -> None:
    """EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit."""
    if not ean.is_valid(value):
        raise ValidationError(_("Write the EAN with all its digits; the last is a check digit."))
