"""Writes products into the index."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from tamio.commerce.catalogue.models import Product
from tamio.commerce.search.models import Entry, Pair, Use, Word
from tamio.commerce.search.words import pairs_in, words_in

IN_NAME, IN_PLACE, IN_CHOICE, IN_TEXT = 8, 4, 3, 1
#: Words of a description that are read: what comes later says less.
_MOST_OF_TEXT = 120
_AT_ONCE = 2_000


def index_products(ids: Sequence[int]) -> None:
    """Reads the products anew; what they used to say is forgotten. Of any stores."""
    found = Product.objects.filter(pk__in=ids).prefetch_related("variants", "tags", "categories")
    by_store: dict[int, list[Product]] = {}
    for product in found:
        by_store.setdefault(product.store_id, []).append(product)
    for store_id, products in by_store.items():
        with transaction.atomic():
            _write(store_id, products)


def digest_of(product: Product) -> str:
    """As the database works it out, see upkeep.stale."""
    said = f"{product.name}\n{product.description}"
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


def _write(store_id: int, products: Sequence[Product]) -> None:
    said = {product.pk: _weights(product) for product in products}
    ids = _ids_of(store_id, {word for weights in said.values() for word in weights})
    Use.objects.filter(product__in=said).delete()
    Use.objects.bulk_create(
        (
            Use(word_id=ids[word], product_id=pk, weight=weight)
            for pk, weights in said.items()
            for word, weight in weights.items()
        ),
        _AT_ONCE,
    )
    Entry.objects.bulk_create(
        (Entry(product_id=product.pk, digest=digest_of(product)) for product in products),
        _AT_ONCE,
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["digest"],
    )


def _weights(product: Product) -> Mapping[str, int]:
    """Each word with the weight of the best place it stands in."""
    places = (
        (IN_TEXT, words_in(product.description)[:_MOST_OF_TEXT]),
        (IN_CHOICE, _words_of(value for each in product.variants.all() for value in each.values)),
        (IN_PLACE, _words_of(tag.name for tag in product.tags.all())),
        (IN_PLACE, _words_of(category.name for category in product.categories.all())),
        (IN_NAME, words_in(product.name)),
    )
    return {word: weight for weight, words in places for word in words}


def _words_of(texts: Iterable[str]) -> list[str]:
    return words_in(" ".join(texts))


def _ids_of(store_id: int, texts: set[str]) -> dict[str, int]:
    """The keys of the words; those that are new are written with their pairs."""
    known = _known(store_id, texts)
    # In one order, so that two who write the same words wait for each other and never cross.
    new = sorted(texts - known.keys())
    if not new:
        return known
    words = (Word(store_id=store_id, text=text) for text in new)
    Word.objects.bulk_create(words, _AT_ONCE, ignore_conflicts=True)
    made = _known(store_id, set(new))
    # A word with a digit is found whole or by its beginning, never by its letters.
    pairs = (
        Pair(store_id=store_id, text=pair, word_id=pk)
        for text, pk in made.items()
        if text.isalpha()
        for pair in pairs_in(text)
    )
    Pair.objects.bulk_create(pairs, _AT_ONCE)
    return known | made


def _known(store_id: int, texts: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(texts)
    for at in range(0, len(wanted), _AT_ONCE):
        some = Word.objects.filter(store_id=store_id, text__in=wanted[at : at + _AT_ONCE])
        found |= dict(some.values_list("text", "pk"))
    return found
