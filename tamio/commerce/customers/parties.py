"""Seller and buyer of a sale, as the VAT rule asks for them."""

from datetime import date
from typing import Protocol

from tamio.commerce.customers.models import CustomerType
from tamio.commerce.stores.models import Store, Unanswered
from tamio.commerce.vat.standing import VatNumberStanding, standing_of
from tamio.commerce.vat.treatments import Parties


class Buying(Protocol):
    """Whom VAT is asked about: a buyer's details, or their card."""

    @property
    def type(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def postal_code(self) -> str: ...
    @property
    def vat_number(self) -> str: ...
    @property
    def delivery_country(self) -> str: ...
    @property
    def delivery_postal_code(self) -> str: ...


def parties_of(*, store: Store, buyer: Buying, on_date: date) -> Parties:
    """`buyer` need not be whole: countries, postal codes, type and VAT number count."""
    is_business = buyer.type == CustomerType.COMPANY
    return Parties(
        seller_country=store.country,
        buyer_country=buyer.country,
        buyer_postal_code=buyer.postal_code,
        goods_country=buyer.delivery_country,
        goods_postal_code=buyer.delivery_postal_code,
        buyer_is_business=is_business,
        buyer_vat_number=buyer.vat_number,
        standing=standing_of(store_id=store.pk, vat_number=buyer.vat_number)
        if is_business and buyer.vat_number
        else VatNumberStanding.UNASKED,
        trusts_unanswered=store.unanswered_vat_numbers == Unanswered.TRUST,
        oss=store.sells_under_oss(on_date),
    )


def anyone_at_home(store: Store, *, on_date: date) -> Parties:
    """Who nothing is known of yet: a private person where the store is."""
    return Parties(
        seller_country=store.country,
        buyer_country=store.country,
        buyer_is_business=False,
        oss=store.sells_under_oss(on_date),
    )
