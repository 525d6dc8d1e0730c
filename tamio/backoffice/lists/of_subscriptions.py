"""Subscriptions as a list."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.lists.kinds import Cell, Listed
from tamio.backoffice.subscriptions.filters import SubscriptionFilters
from tamio.backoffice.subscriptions.shown import rows_of
from tamio.commerce.subscriptions.models import Subscription, SubscriptionLine
from tamio.commerce.subscriptions.whole import with_running
from tamio.look.chips import Text
from tamio.store_clock import now

_LINES = Prefetch("lines", queryset=SubscriptionLine.objects.select_related("version"))
_MORE = (_LINES, with_running())


def _heads() -> Sequence[Text]:
    return (
        _("Subscription number"), _("Customer number"), _("Customer"), _("E-mail"), _("What"),
        _("State"), _("Began"), _("Next invoice"), _("Ends"), _("A period"), _("Every"),
        _("Currency"), _("Discount"),
    )  # fmt: skip


def _cells(request: StoreRequest, rows: Sequence[Subscription]) -> Iterator[Sequence[Cell]]:
    for row in rows_of(rows, today=request.store.date_of(now())):
        each, buyer = row.subscription, row.subscription.customer
        what = ", ".join(f"{line.quantity} × {line.version.title}" for line in row.lines)
        yield (
            each.number, buyer.number, buyer.name, buyer.email, what, str(row.chip.state),
            each.started_on, each.next_invoice_on, each.cancel_on, row.price, row.every,
            each.currency, row.discount,
        )  # fmt: skip


SUBSCRIPTIONS = Listed(
    name="subscriptions",
    url_name="backoffice:subscriptions",
    title=gettext_lazy("Subscriptions"),
    template="backoffice/subscriptions/list.html",
    rows=lambda request: request.store.subscriptions.all(),
    form=lambda request, params: SubscriptionFilters(params, store=request.store),
    sorts={"number"},
    default="-number",
    heads=_heads,
    cells=_cells,
    prepare=lambda rows, _sort: rows.select_related("customer").prefetch_related(
        _LINES, with_running()
    ),
)
