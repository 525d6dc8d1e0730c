"""The payment terms that the checkout tells a buyer, who may have agreed on terms of their own."""

from collections.abc import Mapping

from tamio.commerce.customers.models import CustomerType
from tamio.commerce.stores.numbers import compact_organisation_number
from tamio.storefront.request import ShopRequest
from tamio.storefront.views.orders import remembered


def days_to_pay(request: ShopRequest, written: Mapping[str, str]) -> int:
    """As agreed with the customer who has opened the link to their orders; else the store's own.

    What is agreed with a company is nobody else's business, and its number is no secret: so whoever
    only writes that number is not told. `written`: what the checkout's form holds so far.
    """
    store, email = request.store, remembered(request)
    if email is None or written.get("email", email).strip().casefold() not in {"", email}:
        return store.payment_terms_days
    kind = written.get("type") or CustomerType.PRIVATE.value
    known = store.customers.filter(type=kind, email__iexact=email).order_by("number")
    number = written.get("organisation_number", "").strip()
    if kind == CustomerType.COMPANY and number:
        known = known.filter(organisation_number__in=[number, compact_organisation_number(number)])
    customer = known.first()
    return store.payment_terms_days if customer is None else customer.days_to_pay(store)
