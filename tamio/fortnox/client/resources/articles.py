"""/articles"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import Page, page_of, unwrapped, wrapped
from tamio.fortnox.client.models.article import Article, ArticleSummary, StoredArticle
from tamio.fortnox.client.transport import Transport, segment


@dataclass(frozen=True, slots=True)
class Articles:
    """The article register. Scope: article."""

    transport: Transport

    def create(self, article: Article) -> StoredArticle:
        """Raises Refused 2000013 when the number is used."""
        answer = self.transport.send("POST", "/articles", body=wrapped(article))
        return unwrapped(answer, StoredArticle)

    def get(self, number: str) -> StoredArticle:
        """Raises NotFound."""
        return unwrapped(self.transport.send("GET", _path(number)), StoredArticle)

    def page(self, number: int) -> Page[ArticleSummary]:
        """One page of the register, by number."""
        return page_of(self.transport, "/articles", ArticleSummary, number=number)

    def update(self, number: str, patch: Article) -> StoredArticle:
        """Changes the fields that are set in `patch`. Raises NotFound."""
        answer = self.transport.send("PUT", _path(number), body=wrapped(patch))
        return unwrapped(answer, StoredArticle)


def _path(number: str) -> str:
    return f"/articles/{segment(number)}"
