"""What the database knows of the cards that sales stand on, read for one sale or for many."""

from collections.abc import Collection
from dataclasses import dataclass, field

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.customers.models import Customer
from tamio.fortnox.models import ArticleLink, CustomerLink
from tamio.fortnox.sync.matching.finding import Match, matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Links by customer and by identifier, in one company; variants by identifier. `matches`: what
    customers without a link could adopt.
    """

    customers: dict[int, CustomerLink]
    articles: dict[str, ArticleLink]
    variants: dict[str, Variant]
    matches: dict[int, Match] = field(default_factory=dict)


def known(
    *,
    tenant_id: str,
    store_id: int,
    customers: Collection[Customer],
    skus: Collection[str],
    matching: bool,
) -> Known:
    """Three queries, however many are asked for; with `matching` and new customers, four more."""
    ids = {each.pk for each in customers}
    found = CustomerLink.objects.filter(tenant_id=tenant_id, customer_id__in=ids)
    links = {link.customer_id: link for link in found}
    articles = ArticleLink.objects.filter(tenant_id=tenant_id, store_id=store_id, number__in=skus)
    new = {each.pk: each for each in customers if each.pk not in links}.values()
    variants = Variant.objects.filter(store_id=store_id, sku__in=skus).select_related("product")
    return Known(
        customers=links,
        articles={link.number: link for link in articles},
        matches=matches(tenant_id=tenant_id, store_id=store_id, customers=list(new))
        if matching
        else {},
        variants={variant.sku: variant for variant in variants},
    )
