"""The article (artikel): what an order row refers to."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from tamio.fortnox.client.models.base import Document, Stored


class ArticleType(StrEnum):
    """Goods or service."""

    STOCK = "STOCK"
    SERVICE = "SERVICE"


class Article(Document):
    """What can be written. `description` is what Fortnox requires of a new one.

    Accounts are not checked when the article is created: one that does not exist makes a later
    update of any other field fail. `unit` must exist in the company's register.
    """

    envelope: ClassVar[str] = "Article"

    article_number: str | None = None
    """Given by the caller, or by Fortnox when absent. Can not be changed later."""
    description: str | None = None
    type: str | None = None
    active: bool | None = None
    unit: str | None = None
    ean: str | None = None
    sales_account: int | None = None
    eu_account: int | None = None
    eu_vat_account: int | None = None
    export_account: int | None = None
    stock_goods: bool | None = None
    webshop_article: bool | None = None
    note: str | None = None


class StoredArticle(Article, Stored):
    """The article as Fortnox holds it."""

    article_number: str
    description: str
    sales_price: Decimal | None = None
    """Belongs to the price lists: the description allows it in a write, Fortnox refuses it."""
    vat: Decimal | None = None
    """Percent. Follows from the sales account."""
    quantity_in_stock: Decimal | None = None


class ArticleSummary(Document):
    """An article as lists carry it."""

    envelope: ClassVar[str] = "Article"
    list_envelope: ClassVar[str] = "Articles"

    article_number: str
    description: str | None = None
