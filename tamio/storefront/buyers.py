"""Who the checkout's form says is buying, as far as VAT is concerned, before it is all right."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from tamio.commerce.checkout.pricing import parties_of
from tamio.commerce.customers.details import COUNTRIES
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.numbers import compact_vat_number, validate_vat_number
from tamio.commerce.vat.treatments import Parties


def parties_written(written: Mapping[str, str], *, store: Store, on_date: date) -> Parties:
    """The parties by `type`, `country` and `vat_number`; what is missing or wrong counts as the
    ordinary case: a private person where the store is.
    """
    country = written.get("country", "")
    buyer_type = written.get("type", CustomerType.PRIVATE.value)
    is_company = buyer_type == CustomerType.COMPANY
    return parties_of(
        store=store,
        country=country if country in COUNTRIES else store.country,
        buyer_type=buyer_type,
        vat_number=_right_or_none(written.get("vat_number", "")) if is_company else "",
        on_date=on_date,
    )


def _right_or_none(vat_number: str) -> str:
    try:
        validate_vat_number(vat_number)
    except ValidationError:
        return ""
    return compact_vat_number(vat_number)
