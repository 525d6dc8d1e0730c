"""What the database knows of the cards that sales stand on, read for one sale or for many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.customers.models import Customer
from tamio.fortnox.models import ArticleLink, CustomerLink
from tamio.fortnox.sync.matching.finding import Match, matches
from tamio.prepared import Prepared


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
    """Three queries, however many are asked for, or one for each where they are few; with
    `matching` and new customers, four more.
    """
    found = _links(tenant_id, [each.pk for each in customers])
    links = {link.customer_id: link for link in found}
    new = {each.pk: each for each in customers if each.pk not in links}.values()
    return Known(
        customers=links,
        articles={link.number: link for link in _articles(tenant_id, store_id, skus)},
        matches=matches(tenant_id=tenant_id, store_id=store_id, customers=list(new))
        if matching
        else {},
        variants={variant.sku: variant for variant in _variants(store_id, skus)},
    )


def _links(tenant_id: str, customers: Sequence[int]) -> Iterable[CustomerLink]:
    if len(customers) == 1:
        return _LINK.rows(tenant_id, customers[0])
    return CustomerLink.objects.filter(tenant_id=tenant_id, customer_id__in=customers)


def _articles(tenant_id: str, store_id: int, skus: Collection[str]) -> Iterable[ArticleLink]:
    if len(skus) <= _FEW:
        return [row for sku in skus for row in _ARTICLE.rows(tenant_id, store_id, sku)]
    return ArticleLink.objects.filter(tenant_id=tenant_id, store_id=store_id, number__in=skus)


def _variants(store_id: int, skus: Collection[str]) -> Iterable[Variant]:
    if len(skus) <= _FEW:
        return [row for sku in skus for row in _VARIANT.rows(store_id, sku)]
    return Variant.objects.filter(store_id=store_id, sku__in=skus).select_related("product")


#: So many are cheaper to read one by one, by SQL that stands, than together by SQL written anew.
_FEW = 3
_LINK = Prepared(
    lambda tenant, customer: CustomerLink.objects.filter(tenant_id=tenant, customer_id=customer),
    str,
    int,
)
_ARTICLE = Prepared(
    lambda tenant, store, sku: ArticleLink.objects.filter(
        tenant_id=tenant, store_id=store, number=sku
    ),
    str,
    int,
    str,
)
_VARIANT = Prepared(
    lambda store, sku: Variant.objects.filter(store_id=store, sku=sku).select_related("product"),
    int,
    str,
)
