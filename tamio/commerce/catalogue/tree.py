"""The tree of categories: what lies below what, and the way from the top."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tamio.commerce.catalogue.models import Category
from tamio.commerce.stores.models import Store

#: How deep the tree goes: people lose their way in a deeper one.
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Branch:
    """A category, `depth` steps below the top, with how the store calls it there."""

    category: Category
    depth: int

    @property
    def indented(self) -> str:
        """The name as a plain list shows it."""
        return "\N{EM DASH} " * self.depth + self.category.name


class Tree:
    """A store's categories, read once."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._every = {each.pk: each for each in categories}
        self._below: dict[int | None, list[Category]] = {}
        for each in self._every.values():
            self._below.setdefault(each.parent_id, []).append(each)

    def top(self) -> Sequence[Category]:
        return self._below.get(None, [])

    def below(self, category: Category) -> Sequence[Category]:
        """Those right below it."""
        return self._below.get(category.pk, [])

    def path(self, category: Category) -> list[Category]:
        """From the top down to the category itself."""
        found = [category]
        while (parent := self._every.get(found[0].parent_id or 0)) and parent not in found:
            found.insert(0, parent)
        return found

    def with_all_below(self, category: Category) -> list[int]:
        """The keys of the category and of everything below it."""
        found = [category.pk]
        for each in self.below(category):
            found += self.with_all_below(each)
        return found

    def walk(self, above: Category | None = None, *, depth: int = 0) -> Iterator[Branch]:
        """Every category after the one it lies below."""
        for each in self._below.get(above.pk if above else None, []):
            yield Branch(each, depth)
            yield from self.walk(each, depth=depth + 1)

    def could_lie_below(self, category: Category) -> list[Branch]:
        """Where `category` could be put: not below itself, and no deeper than DEEPEST."""
        own = set(self.with_all_below(category)) if category.pk else set()
        height = self._height(category) if category.pk else 1
        return [
            branch
            for branch in self.walk()
            if branch.category.pk not in own and branch.depth + 1 + height <= DEEPEST
        ]

    def _height(self, category: Category) -> int:
        return 1 + max((self._height(each) for each in self.below(category)), default=0)


def tree_of(store: Store) -> Tree:
    """One query."""
    return Tree(store.categories.all())
