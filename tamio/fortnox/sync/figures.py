"""What Fortnox's lanes tell beside the outbox: the rate used, and the answers by HTTP status."""

from datetime import datetime

from tamio.fortnox.models import Connection, RateBudget
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.budget import ALLOWED
from tamio.outbox.figures import Figures, Metric, RateUsed

#: An alert sees no increase in a figure that was not there before, and on these alerts are made.
_ALWAYS_TOLD = {"429": 0, "none": 0}


def figures(at: datetime) -> Figures:
    """Two queries, however many connections there are. `at` is in the machine's own time."""
    budgets = list(RateBudget.objects.order_by("pk"))
    used = {row.tenant_id: pacing.used_of(row, at=at.timestamp()) for row in budgets}
    connections = list(
        Connection.objects.order_by("pk").values_list("store_id", "store__slug", "tenant_id")
    )
    rates = {
        store_id: RateUsed(shared=tenant, counted=used.get(tenant, 0), allowed=ALLOWED)
        for store_id, _, tenant in connections
    }
    named = [(slug, tenant) for _, slug, tenant in connections]
    return Figures(rates=rates, metrics=[*_requests(used), _answers(budgets), _connected(named)])


def _requests(used: dict[str, int]) -> list[Metric]:
    """By company: the allowance belongs to it, and stores may share one."""
    return [
        Metric(
            name="tamio_fortnox_requests_counted",
            help="Requests that count against the company's allowance at this moment.",
            labels=("tenant",),
            samples=[((tenant,), count) for tenant, count in used.items()],
        ),
        Metric(
            name="tamio_fortnox_requests_allowed",
            help="Requests that may count at once: what Fortnox allows, less a margin.",
            labels=("tenant",),
            samples=[((tenant,), ALLOWED) for tenant in used],
        ),
    ]


def _answers(budgets: list[RateBudget]) -> Metric:
    return Metric(
        name="tamio_fortnox_answers_total",
        help="Answers by HTTP status; none: no answer came.",
        labels=("tenant", "status"),
        samples=[
            ((row.tenant_id, status), count)
            for row in budgets
            for status, count in (_ALWAYS_TOLD | row.answers).items()
        ],
    )


def _connected(stores: list[tuple[str, str]]) -> Metric:
    return Metric(
        name="tamio_fortnox_connection_info",
        help="Which company (tenant) each store is connected to; always 1.",
        labels=("store", "tenant"),
        samples=[(labels, 1) for labels in stores],
    )
