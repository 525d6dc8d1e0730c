"""Keeps the index up with the catalogue, whoever writes there and however many rows at once."""

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import MD5, Concat

from tamio.commerce.catalogue.models import Product
from tamio.commerce.search.indexing import index_products
from tamio.commerce.search.models import Word
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock

#: Few, so that a sale that must write meanwhile waits for a fraction of a second.
_AT_ONCE = 50


def chore(_clock: Clock) -> None:
    """What is new or says something else than it did."""
    bring_up_to_date()


def bring_up_to_date() -> int:
    """Indexes what is not as the catalogue has it; how many products that were."""
    done = 0
    while not is_stopping() and (ids := list(stale()[:_AT_ONCE])):
        index_products(ids)
        done += len(ids)
    return done


def stale() -> QuerySet[Product, int]:
    """The keys of products that the index lacks, or has by another name or description."""
    said = MD5(Concat("name", Value("\n"), "description", output_field=CharField()))
    lacking = Q(search_entry=None) | ~Q(search_entry__digest=F("said"))
    found = Product.objects.annotate(said=said).filter(lacking)
    return found.order_by("pk").values_list("pk", flat=True)


def daily_chore(_clock: Clock) -> None:
    """Everything, since tags, categories and variants change without the product; then the words
    that no product uses any more are dropped.
    """
    last = 0
    every = Product.objects.order_by("pk").values_list("pk", flat=True)
    while not is_stopping() and (ids := list(every.filter(pk__gt=last)[:_AT_ONCE])):
        index_products(ids)
        last = ids[-1]
    Word.objects.filter(uses=None).delete()
