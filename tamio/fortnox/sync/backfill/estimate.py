"""What a backfill would come to: documents, requests and time.

The first invoices are worked out one by one, by the code that previews and sends. For the rest it
is counted how many customers and articles are new to Fortnox; what has changed on cards that are
there already is not looked for among them, so that this costs the same for many as for few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.models import ArticleLink, Connection, CustomerLink, Settings
from tamio.fortnox.sync.backfill.scope import Scope, notes_along, taken, within
from tamio.fortnox.sync.preview.previews import previews
from tamio.fortnox.sync.preview.shapes import Doing, Preview

#: Invoices that are worked out one by one.
MOST_LINES = 200
#: Requests a minute to one company, as the lane paces them.
PACE = 4 * 60
#: A credit note reads its order and writes it.
_REQUESTS_A_NOTE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`lines`: the first invoices, worked out. `is_exact`: these are all."""

    invoices: int
    notes: int
    requests: int
    lines: Sequence[Preview]

    @property
    def documents(self) -> int:
        return self.invoices + self.notes

    @property
    def is_exact(self) -> bool:
        return len(self.lines) == self.invoices

    @property
    def minutes(self) -> int:
        """At least one, if there is anything to send."""
        return minutes_for(self.requests)


def estimate(scope: Scope, *, connection: Connection, settings: Settings) -> Estimate:
    """A fixed number of queries, however many invoices."""
    asked = within(scope, store=connection.store)
    found = taken(asked, settings=settings)
    lines = list(previews(found[:MOST_LINES], store=connection.store))
    invoices = len(lines) if len(lines) < MOST_LINES else found.count()
    notes = notes_along(asked, settings=settings).count()
    requests = sum(line.requests for line in lines) + notes * _REQUESTS_A_NOTE
    if invoices > len(lines):
        rest = invoices - len(lines)
        requests += rest + _new_cards(found, lines=lines, connection=connection)
    return Estimate(invoices=invoices, notes=notes, requests=requests, lines=lines)


def minutes_for(requests: int) -> int:
    """Rounded up."""
    return -(-requests // PACE)


def _new_cards(
    invoices: QuerySet[Invoice, Any], *, lines: Sequence[Preview], connection: Connection
) -> int:
    """Customers and articles that Fortnox does not have and that none of `lines` makes."""
    tenant_id = connection.tenant_id
    known = CustomerLink.objects.filter(tenant_id=tenant_id, customer=OuterRef("customer"))
    customers = invoices.exclude(Exists(known)).order_by().values("customer").distinct().count()
    linked = ArticleLink.objects.filter(
        tenant_id=tenant_id, store=connection.store_id, number=OuterRef("sku")
    )
    sold = InvoiceLine.objects.filter(invoice__in=invoices.order_by().values("pk")).exclude(sku="")
    articles = sold.exclude(Exists(linked)).order_by().values("sku").distinct().count()
    made = sum(card.doing is Doing.CREATE for line in lines for card in line.cards)
    return max(0, customers + articles - made)
