"""Makes the categories that another shop's file names, each below the one before it."""

from django.utils.text import slugify

from tamio.commerce.catalogue.exchange.plan import Shelf, category_of
from tamio.commerce.catalogue.models import Category
from tamio.commerce.catalogue.tree import DEEPEST

_MOST_SLUG = 80


def make_category(path: str, shelf: Shelf) -> Category:
    """The category that `Kaffe > Bönor` names, with those above it; deeper than the tree may be,
    the deepest there.
    """
    above: Category | None = None
    names = [name.strip() for name in path.split(">") if name.strip()][:DEEPEST]
    for depth in range(1, len(names) + 1):
        so_far = " > ".join(names[:depth])
        found = category_of(so_far, shelf)
        if found is None:
            found = _make(names[depth - 1], above, shelf)
            shelf.categories[so_far.casefold()] = found
        above = found
    assert above is not None
    shelf.categories[path.casefold()] = above
    return above


def _make(name: str, above: Category | None, shelf: Shelf) -> Category:
    stem = slugify(name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")))[: _MOST_SLUG - 6] or "k"
    taken = set(shelf.store.categories.values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    slug = stem if stem not in taken else next(each for each in numbered if each not in taken)
    return Category.objects.create(store=shelf.store, parent=above, name=name, slug=slug)
