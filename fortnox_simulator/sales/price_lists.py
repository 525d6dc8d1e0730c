"""What an article costs on a price list: a price for each quantity from which it applies."""

from decimal import Decimal
from urllib.parse import quote

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.rounding import exact, text

STANDARD = "A"


def key(price_list: str, article_number: str, from_quantity: Decimal) -> str:
    """The price's key on its shelf, which is its address too: "A/T%2F1/2.5"."""
    parts = (price_list, article_number, text(from_quantity))
    return "/".join(quote(part, safe="") for part in parts)


def prices(company: Company, price_list: str, article_number: str) -> list[Document]:
    """The article's prices on the list, by the quantity from which they apply."""
    found = (
        price
        for price in company.shelves["prices"].values()
        if price["PriceList"] == price_list and price["ArticleNumber"] == article_number
    )
    return sorted(found, key=lambda price: exact(price["FromQuantity"]))


def price_for(
    company: Company, price_list: str, article_number: str, quantity: Decimal
) -> int | float:
    """The price that applies to so many, sold or taken back; 0 where the list has none for them."""
    price = 0
    for candidate in prices(company, price_list, article_number):
        if exact(candidate["FromQuantity"]) <= abs(quantity):
            price = candidate["Price"]
    return price


def sales_price(company: Company, article_number: str) -> int | float | None:
    """What an article shows as its own: its first price on the list that is pre-selected."""
    price_list = preselected(company)
    price = company.shelves["prices"].get(key(price_list, article_number, Decimal(0)))
    return price["Price"] if price else None


def preselected(company: Company) -> str:
    """The list of customers and articles for which none is chosen."""
    lists = company.shelves["pricelists"].values()
    return next((str(entry["Code"]) for entry in lists if entry["PreSelected"]), STANDARD)


def forget(company: Company, article_number: str) -> None:
    """An article's prices go with it."""
    shelf = company.shelves["prices"]
    gone = [key for key, price in shelf.items() if price["ArticleNumber"] == article_number]
    for price_key in gone:
        shelf.remove(price_key)
