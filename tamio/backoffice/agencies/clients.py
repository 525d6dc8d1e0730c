"""An agency's stores as rows of one table: what they sell, and how they stand elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from django.http import Http404, QueryDict

from tamio.backoffice import slots
from tamio.backoffice.fillings import Health
from tamio.backoffice.sales import Currencies, Sold, this_month
from tamio.commerce.people.models import Agency
from tamio.commerce.stores.models import Store
from tamio.look.chips import Chip, Tone
from tamio.look.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One store. `sold`: this month, in its own currency; `other`: in others.

    `locked`: the store asks for a second factor that whoever looks has not set up, so that the
    figures stay with those who have. `chips`: one an integration.
    """

    store: Store
    locked: bool
    sold: Sold
    other: Currencies
    chips: Sequence[Chip]
    backlog: int
    failed: int
    oldest_at: datetime | None

    @property
    def needs_someone(self) -> bool:
        return self.failed > 0 or any(chip.tone in _URGENT for chip in self.chips)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """The rows in order; `page` is what the headings to sort by are drawn from."""

    rows: Sequence[Client]
    page: Page[Model]

    @property
    def need_someone(self) -> int:
        return sum(row.needs_someone for row in self.rows)

    @property
    def sold(self) -> Currencies:
        """This month in all stores, by currency, the most first."""
        sums: dict[str, Sold] = {}
        for row in self.rows:
            for currency, sold in ((row.store.currency, row.sold), *row.other):
                sums[currency] = sums.get(currency, Sold()) + sold
        counted = [(currency, sold) for currency, sold in sums.items() if sold.count]
        return sorted(counted, key=lambda each: -each[1].count)


_URGENT = {Tone.NEEDS_YOU, Tone.WRONG}
#: From what troubles nobody to what is wrong.
_URGENCY = [Tone.GOOD, Tone.NEUTRAL, Tone.WAITING, Tone.NEEDS_YOU, Tone.WRONG]
_NEVER = datetime.max.replace(tzinfo=UTC)

_KEYS: dict[str, Callable[[Client], Any]] = {
    "name": lambda row: row.store.name.casefold(),
    # Amounts of different currencies are not compared: each currency's stand together.
    "sales": lambda row: (row.store.currency, row.sold.total),
    "connection": lambda row: max((_URGENCY.index(chip.tone) for chip in row.chips), default=0),
    "backlog": lambda row: row.backlog,
    "failed": lambda row: row.failed,
    "oldest": lambda row: row.oldest_at or _NEVER,
    # What needs somebody, and of that what has failed most.
    "urgency": lambda row: (row.needs_someone, row.failed),
}
FIRST = "-urgency"


def clients(agency: Agency, *, params: QueryDict, now: datetime, has_factor: bool) -> Clients:
    """All its stores, sorted as `sort` in `params` asks: what needs somebody first.

    Two queries and those of the integrations, however many stores there are. `has_factor`: whether
    whoever looks signs in with a second factor. Raises Http404 for an order that there is not.
    """
    sort = params.get("sort", FIRST)
    if sort.removeprefix("-") not in _KEYS:
        raise Http404("there is no such order")
    stores = list(Store.objects.filter(agency=agency).order_by("name", "pk"))
    seen = [store for store in stores if has_factor or not store.requires_two_factor]
    open_to = {store.pk for store in seen}
    sold = this_month({store: store.date_of(now) for store in seen})
    said = [each.healths(seen, now=now) for each in slots.store_healths]
    rows = [
        _client(store, sold.get(store.pk, {}), said, seen=store.pk in open_to) for store in stores
    ]
    rows.sort(key=_KEYS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    shown = [row.store for row in rows]
    page: Page[Model] = Page(
        rows=shown, sort=sort, first="", previous="", next="", last="", params=params
    )
    return Clients(rows=rows, page=page)


def _client(
    store: Store, sold: Mapping[str, Sold], said: Iterable[Mapping[int, Health]], *, seen: bool
) -> Client:
    healths = [each[store.pk] for each in said] if seen else []
    moments = [each.oldest_at for each in healths if each.oldest_at is not None]
    return Client(
        store=store,
        locked=not seen,
        sold=sold.get(store.currency, Sold()),
        other=sorted(each for each in sold.items() if each[0] != store.currency),
        chips=[each.chip for each in healths],
        backlog=sum(each.backlog for each in healths),
        failed=sum(each.failed for each in healths),
        oldest_at=min(moments, default=None),
    )
