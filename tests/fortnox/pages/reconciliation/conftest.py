"""A store whose month has been compared, with a few findings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, Reconciliation
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import connected as connected
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store

YESTERDAY = date(2026, 11, 22)


def line(day: date, ours: str, theirs: str, *, count: int = 3) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "currency": "SEK",
        "ours_count": count,
        "ours": ours,
        "theirs_count": count,
        "theirs": theirs,
    }


def compared(store: Store, **fields: Any) -> Reconciliation:
    """One that is whole, and equal unless other days are given."""
    days = [line(YESTERDAY - timedelta(days=back), "3174.00", "3174.00") for back in range(20)]
    given: dict[str, Any] = {
        "tenant_id": "910001",
        "first": date(2026, 10, 23),
        "last": YESTERDAY,
        "asked_at": NOW,
        "asked_by": "tamio",
        "nightly": True,
        "started_at": NOW,
        "ended_at": NOW,
        "requests": 4,
        "days": days[::-1],
        "rates": [
            {
                "currency": "SEK",
                "rate": rate,
                "ours_net": net,
                "ours_vat": vat,
                "theirs_net": net,
                "theirs_vat": vat,
            }
            for rate, net, vat in (("25", "11168.00", "2792.00"), ("6", "6792.40", "407.60"))
        ],
        "counts": {"sales": 60, "orders": 62, "equal": 60, "others": 2, "read": 0, "unlooked": 0},
    }
    return Reconciliation.objects.create(store=store, **given | fields)


def finding(run: Reconciliation, kind: str, invoice: Invoice | None, **fields: Any) -> Finding:
    given: dict[str, Any] = {
        "key": f"{kind}-{invoice}",
        "order_number": "10234",
        "day": YESTERDAY,
        "currency": "SEK",
        "ours": invoice.total if invoice else None,
        "theirs": Decimal("960.00"),
    }
    return Finding.objects.create(reconciliation=run, kind=kind, invoice=invoice, **given | fields)


@pytest.fixture
def skipped(connected: Store) -> Invoice:
    invoice = make_invoice(store=connected)
    rows.put(invoice, State.SKIPPED, reason="Testköp")
    return invoice


@pytest.fixture
def run(connected: Store, skipped: Invoice) -> Reconciliation:
    """A skipped sale, a changed order, and one that nobody sold."""
    changed = make_invoice(store=connected)
    rows.put(changed, State.SUBMITTED)
    made = compared(connected)
    made.days[-1] = line(YESTERDAY, "3373.00", "4134.00", count=4)
    made.save()
    finding(made, "missing", skipped, order_number="", theirs=None)
    row = ["SKU-1", "3001", "1", "199", "0", "", "25", "199"]
    after = ["SKU-1", "3002", "1", "160", "0", "", "25", "160"]
    finding(made, "changed", changed, detail={"rows": [{"row": 1, "before": row, "after": after}]})
    finding(made, "unknown", None, order_number="10299", detail={"customer": "Åsa Öberg"})
    return made
