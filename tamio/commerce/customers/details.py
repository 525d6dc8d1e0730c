"""What a buyer says of themselves at the checkout or through the API, checked as a whole."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tamio.commerce.customers.models import CustomerType
from tamio.commerce.stores.numbers import (
    compact_organisation_number,
    compact_vat_number,
    validate_organisation_number,
    validate_vat_number,
)
from tamio.commerce.vat.areas import NORTHERN_IRELAND
from tamio.commerce.vat.rates import EU

# Codes that name unions, islands that share another code, and test data: nobody lives there
# under that code, and each would have passed for a country outside the EU.
_NOT_COUNTRIES = {
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
COUNTRIES = frozenset(
    str(code)
    for code in Locale("en").territories
    if re.fullmatch("[A-Z]{2}", str(code)) and code not in _NOT_COUNTRIES
)
_REQUIRED = {"name": 200, "email": 254, "line1": 200, "postal_code": 10, "city": 100}
_OPTIONAL = {"organisation_number": 30, "vat_number": 20, "invoice_email": 254}
_DELIVERED = {
    "delivery_name": 200,
    "delivery_line1": 200,
    "delivery_postal_code": 10,
    "delivery_city": 100,
}
#: The fields of a delivery address.
DELIVERY = (*_DELIVERED, "delivery_country")
_OF_THE_SALE = {"reference": 50}
_LENGTHS = _REQUIRED | _OPTIONAL | _DELIVERED | _OF_THE_SALE


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerDetails:
    """A buyer as they wrote it. `checked()` gives it normalised, or says all that is wrong."""

    type: str
    name: str
    email: str
    line1: str
    postal_code: str
    city: str
    country: str = "SE"
    organisation_number: str = ""
    vat_number: str = ""
    #: Where invoices are wanted, if not at `email`; it stays on the card until another is given.
    invoice_email: str = ""
    #: Where goods go, if elsewhere: all of them but the name, or none.
    delivery_name: str = ""
    delivery_line1: str = ""
    delivery_postal_code: str = ""
    delivery_city: str = ""
    delivery_country: str = ""
    #: What they want named on the invoice: a person, a cost centre, an order of theirs.
    reference: str = ""

    @property
    def has_delivery(self) -> bool:
        return any(getattr(self, field) for field in DELIVERY)

    @property
    def delivery(self) -> dict[str, str]:
        """The fields of the delivery address, all empty if there is none."""
        return {field: getattr(self, field) for field in DELIVERY}

    @property
    def card(self) -> dict[str, str]:
        """The fields of a customer's card: all but what this sale alone is about."""
        return {name: value for name, value in asdict(self).items() if name not in _OF_THE_SALE}

    def trimmed(self) -> "BuyerDetails":
        """Without needless spaces, and countries as codes; right or wrong."""
        return _trimmed(self)

    def for_card(self) -> "BuyerDetails":
        """Trimmed and in standard form, right or wrong."""
        normalised = _normalised(_trimmed(self))
        return replace(normalised, postal_code=normalised.postal_code.strip())

    def checked(self) -> "BuyerDetails":
        """Trimmed and in standard form. Raises ValidationError with one entry per bad field."""
        trimmed = _trimmed(self)
        errors = {field: found for field, found in _problems(trimmed).items() if found}
        if errors:
            raise ValidationError(errors)
        return _normalised(trimmed)


def problems_of_card(buyer: BuyerDetails) -> dict[str, list[str]]:
    """What is wrong with a card that no sale has made, by field: an address, or a part of it, may
    be missing, for the next sale brings it.
    """
    found = _problems(buyer)
    for field in ("line1", "postal_code", "city"):
        if not getattr(buyer, field):
            found[field] = []
    return {field: messages for field, messages in found.items() if messages}


def _trimmed(buyer: BuyerDetails) -> BuyerDetails:
    texts = {field: " ".join(getattr(buyer, field).split()) for field in buyer.__slots__}
    texts |= {name: texts[name].upper() for name in ("country", "delivery_country")}
    texts |= {name: texts[name].lower() for name in ("email", "invoice_email")}
    return replace(buyer, **texts)


def _problems(buyer: BuyerDetails) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {field: _text_problems(buyer, field) for field in _LENGTHS}
    if not problems["email"]:
        problems["email"] = _said_by(validate_email, buyer.email)
    if buyer.invoice_email and not problems["invoice_email"]:
        problems["invoice_email"] = _said_by(validate_email, buyer.invoice_email)
    problems["type"] = (
        [] if buyer.type in CustomerType.values else [_("Choose private or company.")]
    )
    problems["country"] = _country_problems(buyer.country)
    if not problems["postal_code"] and buyer.country == "SE":
        problems["postal_code"] = _postal_code_problems(buyer.postal_code)
    if buyer.has_delivery:
        problems |= _delivery_problems(buyer, problems)
    problems["organisation_number"] += _organisation_number_problems(buyer)
    problems["vat_number"] += _vat_number_problems(buyer)
    return problems


def _text_problems(buyer: BuyerDetails, field: str) -> list[str]:
    value = getattr(buyer, field)
    if not value:
        return [_("This field is required.")] if field in _REQUIRED else []
    if len(value) > _LENGTHS[field]:
        return [_("Write at most %(limit)d characters.") % {"limit": _LENGTHS[field]}]
    if any(not character.isprintable() for character in value):
        return [_("Remove the characters that cannot be shown.")]
    return []


def _delivery_problems(buyer: BuyerDetails, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Half an address delivers nothing."""
    needed = ("delivery_line1", "delivery_postal_code", "delivery_city")
    problems = {
        field: found[field] if getattr(buyer, field) else [_("This field is required.")]
        for field in needed
    }
    problems["delivery_country"] = _country_problems(buyer.delivery_country)
    if not problems["delivery_postal_code"] and buyer.delivery_country == "SE":
        problems["delivery_postal_code"] = _postal_code_problems(buyer.delivery_postal_code)
    return problems


def _country_problems(country: str) -> list[str]:
    if country in COUNTRIES:
        return []
    return [_("Write the country as its two-letter code, such as SE.")]


def _postal_code_problems(postal_code: str) -> list[str]:
    if re.fullmatch("[0-9]{3} ?[0-9]{2}", postal_code):
        return []
    return [_("Write the postal code as five digits, such as 352 46.")]


def _organisation_number_problems(buyer: BuyerDetails) -> list[str]:
    if buyer.type != CustomerType.COMPANY:
        return [_("Only a company has one.")] if buyer.organisation_number else []
    if not buyer.organisation_number:
        return [_("This field is required.")] if buyer.country == "SE" else []
    if buyer.country != "SE":
        return []
    return _said_by(validate_organisation_number, buyer.organisation_number)


def _vat_number_problems(buyer: BuyerDetails) -> list[str]:
    if not buyer.vat_number:
        return []
    if buyer.type != CustomerType.COMPANY:
        return [_("Only a company has one.")]
    checked = buyer.country in EU or buyer.vat_number[:2].upper() == NORTHERN_IRELAND
    return _said_by(validate_vat_number, buyer.vat_number) if checked else []


def _said_by(validate: Callable[[str], None], value: str) -> list[str]:
    try:
        validate(value)
    except ValidationError as error:
        return list(error.messages)
    return []


def _normalised(buyer: BuyerDetails) -> BuyerDetails:
    swedish = buyer.country == "SE"
    organisation_number = buyer.organisation_number
    return replace(
        buyer,
        postal_code=_grouped(buyer.postal_code) if swedish else buyer.postal_code,
        delivery_postal_code=_grouped(buyer.delivery_postal_code)
        if buyer.delivery_country == "SE"
        else buyer.delivery_postal_code,
        organisation_number=compact_organisation_number(organisation_number)
        if swedish and organisation_number
        else organisation_number,
        vat_number=compact_vat_number(buyer.vat_number)
        if buyer.vat_number
        and (buyer.country in EU or buyer.vat_number[:2].upper() == NORTHERN_IRELAND)
        else buyer.vat_number,
    )


def _grouped(postal_code: str) -> str:
    digits = postal_code.replace(" ", "")
    return f"{digits[:3]} {digits[3:]}"
