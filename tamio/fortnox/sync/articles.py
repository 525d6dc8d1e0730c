"""The article in Fortnox: made, found, changed; with its unit, or without an unknown one."""

from collections.abc import Callable
from dataclasses import dataclass

from tamio.fortnox.client.errors import NotFound, Refused
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.article import Article
from tamio.fortnox.sync.cards import Fields, NumberUsed, fields_of
from tamio.fortnox.sync.texts import Texts

_NUMBER_USED = 2000013
_NO_SUCH_UNIT = frozenset({2000432, 2000699})


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """The article under the identifier by which the store sells it."""

    wanted: Article
    fortnox: Fortnox
    texts: Texts

    @property
    def fields(self) -> Fields:
        return fields_of(self.wanted)

    @property
    def protected(self) -> frozenset[str]:
        return frozenset()

    def create(self) -> None:
        """Raises NumberUsed."""
        try:
            self._send(self.fortnox.articles.create, self.wanted)
        except Refused as error:
            if error.code != _NUMBER_USED:
                raise
            raise NumberUsed(self._number) from error

    def read(self) -> Fields | None:
        try:
            return self.fortnox.articles.get(self._number).model_dump(mode="json")
        except NotFound:
            return None

    def change(self, changed: Fields) -> None:
        self._send(self._update, Article.model_validate(changed))

    def merge(self, found: Fields) -> Fields:
        """It is what the identifier means, and stays as somebody made it."""
        return {}

    def _update(self, patch: Article) -> None:
        self.fortnox.articles.update(self._number, patch)

    def _send(self, send: Callable[[Article], object], article: Article) -> None:
        """The unit may not be in the company's register, which is outside our consent to fill."""
        try:
            send(article)
        except (Refused, NotFound) as error:
            if error.code not in _NO_SUCH_UNIT or article.unit is None:
                raise
            self.texts.changes.append(f"Unit: “{article.unit}” is not a unit in Fortnox; left out")
            if rest := {
                name: value for name, value in fields_of(article).items() if name != "unit"
            }:
                send(Article.model_validate(rest))

    @property
    def _number(self) -> str:
        assert self.wanted.article_number is not None
        return self.wanted.article_number
