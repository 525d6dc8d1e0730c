"""Finds products by what someone wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.search.models import MOST_LETTERS, Entry, Pair, Use, Word
from tamio.commerce.search.words import errors_allowed, nearest, pairs_in, words_in
from tamio.commerce.stores.models import Store

#: So many products are ranked; nobody leafs further.
MOST_FOUND = 480
_MOST_WORDS_ASKED = 6
_MOST_LIKE_ONE = 60
_MOST_CANDIDATES = 150
_EXACT, _BEGINS, _WITHIN, _NEAR = 8, 5, 3, 2
#: What a word loses from its end in Swedish: termosar, muggarna.
_MOST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Found:
    """`ids` of products, the best first. `meant` is what was searched for in place of what was
    written, "" if that was found as it stood. `is_whole` is whether every word was found.
    """

    ids: Sequence[int]
    meant: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word that was written: the words it may be, by key, and how well each fits."""

    written: str
    fits: dict[int, int]
    meant: str


def find(*, store: Store, written: str, now: datetime) -> Found:
    """The store's products for sale at `now` that what is `written` may mean."""
    numbered = _by_number(store, written.strip(), now)
    # A number means that one thing; a SKU without digits may be an ordinary word too.
    if numbered and any(letter.isdigit() for letter in written):
        return Found(numbered, meant="", is_whole=True)
    words = list(dict.fromkeys(words_in(written)))[:_MOST_WORDS_ASKED]
    asked = [_asked(store, word) for word in words]
    known = [each for each in asked if each.fits]
    direct = numbered + _not_indexed(store, written.strip(), now)
    ids = list(dict.fromkeys(direct + _ranked(store, known, now)))[:MOST_FOUND]
    is_changed = any(each.meant != each.written for each in known) and not direct
    meant = " ".join(each.meant or each.written for each in asked) if is_changed else ""
    return Found(ids, meant, is_whole=bool(direct) or len(known) == len(asked))


def _by_number(store: Store, written: str, now: datetime) -> list[int]:
    """By SKU or EAN: whole, in capitals or not."""
    if not written or " " in written or len(written) > 50:
        return []
    found = Variant.objects.filter(
        Q(sku=written) | Q(sku=written.upper()) | Q(ean=written), store=store, active=True
    )
    visible = _for_sale(found, now, through="product__")
    return list(visible.values_list("product", flat=True)[:10])


def _asked(store: Store, word: str) -> _Asked:
    """The words it is, begins or lies in; only if there is none, those it is a slip of."""
    # Between two words, which an index answers; a LIKE alone would read every word there is.
    between = Q(text__gte=word, text__lte=word.ljust(MOST_LETTERS, "z"))
    whole = _like(store, between & Q(text__startswith=word))
    fits = {pk: _EXACT if text == word else _BEGINS for pk, text in whole}
    if len(word) > 3 and word.isalpha():
        within = _like(store, Q(text__contains=word) & ~Q(text__startswith=word), holding=word)
        fits |= dict.fromkeys((pk for pk, _text in within), _WITHIN)
    if fits:
        return _Asked(word, fits, word)
    slips = _slips(store, word)
    return _Asked(word, {pk: _NEAR for pk, _text in slips}, slips[0][1] if slips else "")


def _like(store: Store, condition: Q, *, holding: str = "") -> list[tuple[int, str]]:
    """Words in use. `holding` narrows by two of its pairs, so that few rows are looked at."""
    found = Word.objects.filter(condition, store=store)
    if holding:
        pair = holding[len(holding) // 2 - 1 : len(holding) // 2 + 1]
        found = found.filter(pk__in=Pair.objects.filter(store=store, text=pair).values("word"))
    return list(found.order_by("text").values_list("pk", "text")[:_MOST_LIKE_ONE])


def _slips(store: Store, word: str) -> list[tuple[int, str]]:
    """Words that `word` is written wrongly for, or is a form of; only the nearest."""
    ending = min(_MOST_ENDING, len(word) - 4)
    if ending > 0 and word.isalpha():
        stems = [word[:-cut] for cut in range(1, ending + 1)]
        if known := _like(store, Q(text__in=stems)):
            longest = max(len(text) for _pk, text in known)
            return [(pk, text) for pk, text in known if len(text) == longest]
    candidates = {text: pk for pk, text in _candidates(store, word)}
    near = nearest(word, candidates)
    return [(candidates[text], text) for text, far in near if far == near[0][1]]


def _candidates(store: Store, word: str) -> list[tuple[int, str]]:
    """Words that share as many pairs of letters as one with so few errors must."""
    allowed = errors_allowed(word)
    if not allowed:
        return []
    pairs = pairs_in(word)
    least = max(len(pairs) - 3 * allowed, 2)
    shared = (
        Pair.objects.filter(store=store, text__in=pairs)
        .values("word")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=least)
        .order_by("-shared", "word")
    )
    ids = [row["word"] for row in shared[:_MOST_CANDIDATES]]
    return list(Word.objects.filter(pk__in=ids).values_list("pk", "text"))


def _ranked(store: Store, asked: Sequence[_Asked], now: datetime) -> list[int]:
    """Products in which all that is asked stands; if there is none, in which most of it does."""
    if not asked:
        return []
    every = {pk for each in asked for pk in each.fits}
    names = [f"fit{at}" for at in range(len(asked))]
    uses = _for_sale(Use.objects.filter(word__in=every), now, through="product__")
    fits = {name: _fit(each) for name, each in zip(names, asked, strict=True)}
    scored = uses.values("product").annotate(**fits)
    total = sum((F(name) for name in names), Value(0))
    ordered = scored.annotate(total=total).order_by("-total", "-product")
    whole = ordered.filter(**{f"{name}__gt": 0 for name in names})
    rows = list(whole[:MOST_FOUND]) or list(ordered[:MOST_FOUND])
    return [row["product"] for row in rows]


def _fit(asked: _Asked) -> Max:
    """How well the product fits one word: its best fitting word, by the place that stands in."""
    by_fit: dict[int, list[int]] = {}
    for pk, fit in asked.fits.items():
        by_fit.setdefault(fit, []).append(pk)
    cases = [When(word__in=ids, then=F("weight") * fit) for fit, ids in by_fit.items()]
    return Max(Case(*cases, default=Value(0), output_field=IntegerField()))


def _not_indexed(store: Store, written: str, now: datetime) -> list[int]:
    """Those added a moment ago, by a part of their name: the index goes by the keys."""
    if len(written) < 3:
        return []
    last = Entry.objects.aggregate(last=Max("product"))["last"] or 0
    new = Product.objects.filter(store=store, pk__gt=last, name__icontains=written)
    return list(_for_sale(new, now).values_list("pk", flat=True).order_by("-pk")[:MOST_FOUND])


def _for_sale(rows: QuerySet, now: datetime, *, through: str = "") -> QuerySet:  # type: ignore[type-arg]
    """As ProductQuerySet.for_sale has it, of rows that hang on a product."""
    published = Q(**{f"{through}publish_at": None}) | Q(**{f"{through}publish_at__lte": now})
    return rows.filter(published, **{f"{through}active": True})
