"""What every scenario stands on: companies, connected stores, invoices in bulk, workers."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from benchmarks.chaos.simulator import ROOT, Simulator
from benchmarks.lanes.processes import Process, of_database
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import calling, connect
from tamio.outbox.models import Delivery, Lane
from tests.factories import make_invoice, make_product, make_store
from tests.fortnox.sync.conftest import RETURN, approve

BY = "benchmark@example.com"
GOODS, SERVICES = 3001, 3041
THREADS = 8
_INVOICE, _LINE = Invoice._meta.db_table, InvoiceLine._meta.db_table


class Ground:
    """Connected stores, one to a company. Everything it starts is stopped at its end."""

    def __init__(self, *, folder: Path, lanes: int, latency: float) -> None:
        self._open = ExitStack()
        self.simulator = Simulator(folder=folder, companies=lanes, fault_seed=1)
        self._open.callback(self.simulator.stop)
        self._open.callback(calling.close_connections)
        values = {name.lower(): value for name, value in self.simulator.environment.items()}
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=values)
        self.stores = [_connected(tenant) for tenant in self.simulator.tenants]
        if latency:
            self.simulator.fault(kind="delay", seconds=latency)

    def __enter__(self) -> "Ground":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @contextmanager
    def worker(self) -> Iterator[Process]:
        """`tamio worker`, a process of its own, killed at the end."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tamio.config.cli", "worker", "--threads", str(THREADS)],
            cwd=ROOT,
            env={**os.environ, **self.simulator.environment},
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Process("worker", [process.pid])
        finally:
            process.kill()
            process.wait(10)

    def others(self) -> list[Process]:
        """Who else works for an order: the simulated Fortnox and, if it is one, the server."""
        return [Process("Fortnox", [self.simulator.pid]), *of_database()]


def sold(store: Store) -> Invoice:
    """One sale of two products, through the checkout."""
    known = list(store.products.all()) or [make_product(store=store) for _ in range(2)]
    return make_invoice(store=store, contents=dict.fromkeys(known, 1), now=now())


def fill(stores: Sequence[Store], *, each: int) -> None:
    """`each` invoices of every store, waiting: the first one sold, the others like it."""
    for store in stores:
        first = sold(store)
        if each > 1:
            _copy(first, times=each - 1)


def _copy(first: Invoice, *, times: int) -> None:
    """What the checkout would have written, in bulk: 100,000 sales would take it minutes."""
    lines = list(first.lines.all())
    with transaction.atomic():
        drafts = [_draft_like(first) for _ in range(times)]
        Invoice.objects.bulk_create(drafts, batch_size=2_000)
        InvoiceLine.objects.bulk_create(
            [_line_like(line, draft) for draft in drafts for line in lines], batch_size=2_000
        )
        # Numbers of one store have to differ, nothing more.
        made = Invoice.objects.filter(store=first.store, issued_at=None)
        made.update(
            number=F("id") + 1_000_000,
            issued_at=first.issued_at,
            invoice_date=first.invoice_date,
        )
        lane = Lane.objects.get(store=first.store, destination="fortnox")
        at = now() - timedelta(seconds=1)
        Delivery.objects.bulk_create(
            [
                Delivery(
                    store=first.store, lane=lane, destination="fortnox", kind="invoice.issued",
                    subject_id=draft.pk, state="waiting", due_at=at, recorded_at=at,
                )
                for draft in drafts
            ],
            batch_size=2_000,
        )  # fmt: skip


def _draft_like(first: Invoice) -> Invoice:
    values = _values_of(first) | {"number": None, "issued_at": None, "invoice_date": None}
    return Invoice(**values)


def _line_like(line: InvoiceLine, draft: Invoice) -> InvoiceLine:
    return InvoiceLine(**_values_of(line) | {"invoice_id": draft.pk})


def _values_of(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def _connected(tenant: int) -> Store:
    """Through the consent page, with both accounts chosen."""
    store = make_store(name=f"Butik {tenant}", slug=f"butik-{tenant}")
    consent = connect.begin(redirect_uri=RETURN, service_account=True, clock=now)
    back = approve(consent.url, tenant=tenant)
    connect.complete(
        store=store, code=back["code"], redirect_uri=RETURN, service_account=True, clock=now, by=BY
    )
    chosen = Settings.objects.get(store=store)
    chosen.goods_account, chosen.services_account = GOODS, SERVICES
    connect.choose(settings=chosen, now=now(), by=BY)
    return store
