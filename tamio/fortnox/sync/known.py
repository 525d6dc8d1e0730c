"""What the database knows of the cards that sales stand on, read for one sale or for many."""

from collections.abc import Collection
from dataclasses import dataclass

from tamio.commerce.catalogue.models import Product
from tamio.fortnox.models import ArticleLink, CustomerLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Links by customer and by identifier, in one company; products by identifier."""

    customers: dict[int, CustomerLink]
    articles: dict[str, ArticleLink]
    products: dict[str, Product]


def known(
    *, tenant_id: str, store_id: int, customer_ids: Collection[int], skus: Collection[str]
) -> Known:
    """Three queries, however many are asked for."""
    customers = CustomerLink.objects.filter(tenant_id=tenant_id, customer_id__in=customer_ids)
    articles = ArticleLink.objects.filter(tenant_id=tenant_id, store_id=store_id, number__in=skus)
    products = Product.objects.filter(store_id=store_id, sku__in=skus)
    return Known(
        customers={link.customer_id: link for link in customers},
        articles={link.number: link for link in articles},
        products={product.sku: product for product in products},
    )
