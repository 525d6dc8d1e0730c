"""What a list is: its rows, its filters, its orders and its columns for a table."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.forms.filters import Filters
from tamio.backoffice.fragments import render_list
from tamio.backoffice.lists.actions import Action
from tamio.backoffice.lists.bar import bar_of
from tamio.look.chips import Text
from tamio.look.paging import Page, ordered, page_by_key

#: A cell of a table: amounts and counts stay numbers, days stay days.
Cell: TypeAlias = str | int | Decimal | date | None
#: Rows that are read, and asked about, together.
_AT_ONCE = 500


def _by_themselves(_request: StoreRequest, rows: Sequence[Any]) -> Mapping[int, str]:
    """By the number or the name that a row has."""
    names = {row.pk: getattr(row, "number", None) or getattr(row, "name", None) for row in rows}
    return {key: str(name or key) for key, name in names.items()}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One list of a store. `url_name` is its page, reversed with the store's slug; `name`, of at
    most 20 characters, is how it stands in the addresses of what it can do.

    `rows` are all that there are; `form` makes the filters, whose `narrow` takes the rows; `heads`
    name the columns of `cells`, which answers a piece of the list row by row, with as many queries
    however many rows there are. `sorts` and `default` as page_by_key takes them.
    `actions` can be done to its rows, besides what the back office itself knows to do; `called`
    says what each of some rows is, by its key.
    """

    name: str
    url_name: str
    title: Text
    template: str
    rows: Callable[[StoreRequest], QuerySet[Any]]
    form: Callable[[StoreRequest, QueryDict], Any]
    sorts: Collection[str]
    default: str
    heads: Callable[[], Sequence[Text]]
    cells: Callable[[StoreRequest, Sequence[Any]], Iterator[Sequence[Cell]]]
    prepare: Callable[[QuerySet[Any], str], QuerySet[Any]] = lambda rows, _sort: rows
    actions: Sequence[Action] = ()
    called: Callable[[StoreRequest, Sequence[Any]], Mapping[int, str]] = _by_themselves

    def page(self, request: StoreRequest) -> tuple[Any, Page[Any]]:
        """The filters and the page that the address asks for."""
        form = self.form(request, request.GET)
        rows, search = form.for_a_page(self.rows(request))
        return form, page_by_key(
            self.prepare(rows, request.GET.get("sort", "")),
            params=request.GET,
            sorts=self.sorts,
            default=self.default,
            search=search,
        )

    def answer(
        self, request: StoreRequest, form: Filters, page: Page[Any], **shown: Any
    ) -> HttpResponse:
        """The list with its tabs, or the part of it that htmx has asked for."""
        bar = bar_of(request, self.name, query=self._query(form, request.GET))
        shown = {"form": form, "page": page, "listed": self, "bar": bar} | shown
        return render_list(request, self.template, shown, form=form)

    def query_of(self, request: StoreRequest, params: QueryDict) -> str:
        """What is asked for, written in one way only: what is empty or the default is left out."""
        return self._query(self.form(request, params), params)

    def _query(self, form: Any, params: QueryDict) -> str:
        return urlencode(
            [
                (name, value)
                for name in (*form.fields, "sort")
                if (value := params.get(name, "")) and (name, value) != ("sort", self.default)
            ]
        )

    def found(self, request: StoreRequest, params: QueryDict) -> QuerySet[Any]:
        """All rows that match, in the order of the list; none for filters that make no sense."""
        sort = params.get("sort", self.default)
        if sort.removeprefix("-") not in self.sorts:
            sort = self.default
        rows = self.form(request, params).narrow(self.rows(request))
        return ordered(self.prepare(rows, sort), sort=sort)

    def table(self, request: StoreRequest, params: QueryDict) -> Iterator[Sequence[Cell]]:
        """The heads, then all that match; read in pieces."""
        return self._table(request, self.found(request, params))

    def table_of(self, request: StoreRequest, keys: Collection[int]) -> Iterator[Sequence[Cell]]:
        """As `table`, of the rows with these keys."""
        found = self.prepare(self.rows(request).filter(pk__in=keys), self.default)
        return self._table(request, ordered(found, sort=self.default))

    def _table(self, request: StoreRequest, found: QuerySet[Any]) -> Iterator[Sequence[Cell]]:
        yield [str(head) for head in self.heads()]
        rows = found.iterator(chunk_size=_AT_ONCE)
        while piece := list(islice(rows, _AT_ONCE)):
            yield from self.cells(request, piece)


def kinds() -> dict[str, Listed]:
    """All lists by name, those of integrations too."""
    return {each.name: each for each in (*_own(), *slots.lists)}


@lru_cache(maxsize=1)
def _own() -> Sequence[Listed]:
    from tamio.backoffice.lists.of_customers import CUSTOMERS
    from tamio.backoffice.lists.of_invoices import INVOICES
    from tamio.backoffice.lists.of_products import PRODUCTS
    from tamio.backoffice.lists.of_subscriptions import SUBSCRIPTIONS

    return (INVOICES, CUSTOMERS, PRODUCTS, SUBSCRIPTIONS)
