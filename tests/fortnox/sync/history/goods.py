"""What the store of a history sells, and to whom: little and few, so that they meet again."""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tests.factories import buyer, company_buyer, make_product

VAT_NUMBERS = {"DE": "DE136695976"}


class Who(StrEnum):
    """The buyers: a person, another, and a company."""

    PERSON = "a person"
    ANOTHER = "another person"
    COMPANY = "a company"


class What(StrEnum):
    """The products, by what is put into the cart."""

    GOODS = "KANNA"
    SERVICE = "VISNING"
    BOTH = "KANNA and VISNING"


def products_of(store: Store) -> dict[What, Product]:
    goods = make_product(store=store, sku=What.GOODS, name="Kaffekanna", price=Decimal("349.50"))
    service = make_product(
        store=store,
        sku=What.SERVICE,
        name="Guidad visning",
        item_type=ItemType.SERVICE,
        vat_class=VatClass.CULTURE,
        price=Decimal("120.00"),
    )
    return {What.GOODS: goods, What.SERVICE: service}


def buyers() -> dict[Who, BuyerDetails]:
    return {
        Who.PERSON: buyer(),
        Who.ANOTHER: buyer(name="Bo Ek", email="bo@example.com"),
        Who.COMPANY: company_buyer(),
    }


def moved(details: BuyerDetails, *, country: str, city: str, name: str) -> BuyerDetails:
    """The same buyer under another name at another address; a company there has a VAT number."""
    vat_number = VAT_NUMBERS.get(country, "") if details.type == "company" else ""
    return replace(details, name=name, country=country, city=city, vat_number=vat_number)
