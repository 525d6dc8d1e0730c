"""Whether one lane's backlog, or its broken connection, keeps the sale of another waiting."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from statistics import median, quantiles

from benchmarks.deliveries import deliveries
from benchmarks.lanes.ground import Ground, fill, sold
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store

BROKEN = 10
#: Slower than sales could be delivered, else they wait for one another and not for the backlog.
_PAUSE, _PATIENCE = 0.25, 120.0


def run(ground: Ground, *, documents: int, workers: int) -> Iterator[str]:
    """The same sales twice: first with nothing beside them, then beside backlog and silence."""
    full, broken, others = ground.stores[0], ground.stores[1 : 1 + BROKEN], ground.stores[11:]
    with ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(ground.worker())
        _waits(others)  # customer and articles are made: what follows is one request each
        time.sleep(6)
        yield from _told("every other lane idle", _waits(others))
        fill([full], each=documents)
        for store in broken:
            tenant = int(store.slug.rpartition("-")[2])
            ground.simulator.fault(kind="hang", tenant=tenant, path="/3/")
            fill([store], each=50)
        time.sleep(5)
        yield from _told(f"beside {documents} waiting and {BROKEN} silent", _waits(others))


def _waits(stores: Sequence[Store]) -> list[float]:
    """Seconds from the sale's commit until its order is known, of one sale in each store."""
    sales: list[tuple[Invoice, float]] = []
    for store in stores:
        invoice = sold(store)
        sales.append((invoice, time.time()))
        time.sleep(_PAUSE)
    until = time.monotonic() + _PATIENCE
    ids = [invoice.pk for invoice, _ in sales]
    arrived = deliveries().filter(subject_id__in=ids, state="submitted")
    while arrived.count() < len(sales):
        if time.monotonic() > until:
            raise SystemExit(f"only {arrived.count()} of {len(sales)} arrived")
        time.sleep(0.2)
    rows = arrived.values_list("subject_id", "settled_at")
    settled = {pk: settled_at.timestamp() for pk, settled_at in rows if settled_at}
    return [settled[invoice.pk] - at for invoice, at in sales]


def _told(what: str, waits: list[float]) -> Iterator[str]:
    yield (
        f"{what}: sale to order, median {median(waits) * 1000:.0f} ms,"
        f" p99 {quantiles(waits, n=100)[98] * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms"
        f" ({len(waits)} lanes)"
    )
