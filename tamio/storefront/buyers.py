"""Who the checkout's form says is buying, as far as VAT is concerned, before it is all right."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from tamio.commerce.customers.details import COUNTRIES, BuyerDetails
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.numbers import compact_vat_number, validate_vat_number
from tamio.commerce.vat.treatments import Parties


def parties_written(written: Mapping[str, str], *, store: Store, on_date: date) -> Parties:
    """The parties by what the VAT depends on; what is missing or wrong counts as the ordinary
    case: a private person where the store is, and goods sent to the buyer.
    """
    buyer_type = written.get("type", CustomerType.PRIVATE.value)
    is_company = buyer_type == CustomerType.COMPANY
    elsewhere = bool(written.get("elsewhere")) and written.get("delivery_country") in COUNTRIES
    country = written.get("country", "")
    buyer = BuyerDetails(
        type=buyer_type,
        name="",
        email="",
        line1="",
        postal_code=written.get("postal_code", ""),
        city="",
        country=country if country in COUNTRIES else store.country,
        vat_number=_right_or_none(written.get("vat_number", "")) if is_company else "",
        delivery_country=written.get("delivery_country", "") if elsewhere else "",
        delivery_postal_code=written.get("delivery_postal_code", "") if elsewhere else "",
    )
    return parties_of(store=store, buyer=buyer, on_date=on_date)


def _right_or_none(vat_number: str) -> str:
    try:
        validate_vat_number(vat_number)
    except ValidationError:
        return ""
    return compact_vat_number(vat_number)
