"""What a pre-flight asks Fortnox: each thing once, and only if a check wants it.

At most 14 requests, however large store and company are: one for the company, one for years, three
pages of the chart, two of numbered customers, two pages of articles, one for orders, and four
currencies. What lies beyond is said to be unseen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Generic, TypeVar

from tamio.fortnox.client.envelopes import Page
from tamio.fortnox.client.errors import (
    FortnoxError,
    InvalidGrant,
    NotFound,
    NotSent,
    Unauthorized,
    Unavailable,
)
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.account import Account
from tamio.fortnox.client.models.article import ArticleSummary
from tamio.fortnox.client.models.base import Document
from tamio.fortnox.client.models.company_information import CompanyInformation
from tamio.fortnox.client.models.customer import CustomerSummary
from tamio.fortnox.client.models.financial_year import FinancialYear
from tamio.fortnox.sync.preflight.store import StoreSide
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay

MOST_CHART_PAGES = 3
MOST_ARTICLE_PAGES = 2
MOST_STEMS = 2
MOST_CURRENCIES = 4
#: After these nothing else is worth asking.
_OVER = (Unauthorized, InvalidGrant, NotConnected, RenewalUnderWay, NotSent, Unavailable)
#: All that asking can meet.
TROUBLES = (FortnoxError, NotConnected, RenewalUnderWay)

T = TypeVar("T")
D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """An answer, or the trouble in its place. `is_whole`: nothing lies beyond what was read."""

    answer: T | None = None
    trouble: Exception | None = None
    is_whole: bool = True


class Asking:
    """One run's questions. `requests` counts them."""

    def __init__(self, fortnox: Fortnox, side: StoreSide) -> None:
        self._fortnox = fortnox
        self._side = side
        self._over: Exception | None = None
        self.requests = 0

    @cached_property
    def company(self) -> Asked[CompanyInformation]:
        return self._ask(self._fortnox.company_information.get)

    @cached_property
    def years(self) -> Asked[list[FinancialYear]]:
        return self._ask(self._fortnox.financial_years.all)

    @cached_property
    def year(self) -> Asked[FinancialYear]:
        """Today's."""
        return self._year_of(self._side.today)

    @cached_property
    def year_of_backlog(self) -> Asked[FinancialYear]:
        """That of the oldest invoice that waits; today's if none does."""
        return self._year_of(self._side.oldest_waiting or self._side.today)

    @cached_property
    def chart(self) -> Asked[list[Account]]:
        """Of today's year."""
        year = self.year.answer
        if year is None:
            return Asked(trouble=self.year.trouble)
        accounts = self._fortnox.accounts
        return self._pages(
            lambda number: accounts.page(number, financial_year=year.id), most=MOST_CHART_PAGES
        )

    @cached_property
    def customers(self) -> Asked[list[CustomerSummary]]:
        """Those whose numbers are like those that the store will use."""
        found: list[CustomerSummary] = []
        is_whole = True
        for stem in self._side.number_stems[:MOST_STEMS]:
            page = self._ask(partial(self._fortnox.customers.numbered_like, stem))
            if page.answer is None:
                return Asked(trouble=page.trouble)
            found += page.answer.rows
            is_whole = is_whole and page.answer.pages <= 1
        return Asked(found, is_whole=is_whole and len(self._side.number_stems) <= MOST_STEMS)

    @cached_property
    def articles(self) -> Asked[list[ArticleSummary]]:
        return self._pages(self._fortnox.articles.page, most=MOST_ARTICLE_PAGES)

    @cached_property
    def orders(self) -> Asked[bool]:
        def read() -> bool:
            self._fortnox.orders.may_be_read()
            return True

        return self._ask(read)

    def currency(self, code: str) -> Asked[bool]:
        """Whether it is registered."""

        def read() -> bool:
            try:
                self._fortnox.currencies.get(code)
            except NotFound:
                return False
            return True

        return self._ask(read)

    def _year_of(self, day: date) -> Asked[FinancialYear]:
        years = self.years
        if years.answer is None:
            return Asked(trouble=years.trouble)
        return Asked(
            next((year for year in years.answer if year.from_date <= day <= year.to_date), None)
        )

    def _pages(self, page: Callable[[int], Page[D]], *, most: int) -> Asked[list[D]]:
        found: list[D] = []
        for number in range(1, most + 1):
            asked = self._ask(partial(page, number))
            if asked.answer is None:
                return Asked(trouble=asked.trouble)
            found += asked.answer.rows
            if number >= asked.answer.pages:
                return Asked(found)
        return Asked(found, is_whole=False)

    def _ask(self, question: Callable[[], T | None]) -> Asked[T]:
        if self._over is not None:
            return Asked(trouble=self._over)
        self.requests += 1
        try:
            return Asked(question())
        except TROUBLES as trouble:
            if isinstance(trouble, _OVER):
                self._over = trouble
            return Asked(trouble=trouble)
