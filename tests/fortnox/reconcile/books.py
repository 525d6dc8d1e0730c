"""What people do in the books, on either side, and what is then found."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx2

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import CreditPart, credit
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.models import Connection, OrderLink, Reconciliation
from tamio.fortnox.sync.reconcile import asking, making
from tests.fortnox.sync.conftest import TENANT, MovableClock

BY = "anna@example.com"


def order_of(invoice: Invoice) -> str:
    return OrderLink.objects.get(invoice=invoice).order_number


def ask(
    connection: Connection, clock: MovableClock, *, first: date | None = None, days: int = 1
) -> Reconciliation:
    """Of today, or of so many days up to it."""
    last = connection.store.date_of(clock())
    start = first or last - timedelta(days=days - 1)
    return asking.ask(connection=connection, first=start, last=last, now=clock(), by=BY)


def reconciled(connection: Connection, clock: MovableClock, **period: Any) -> Reconciliation:
    """Asked for and made."""
    run = ask(connection, clock, **period)
    taken = making.take()
    assert taken == run
    making.make(taken, clock=clock)
    run.refresh_from_db()
    assert run.ended_at is not None, run.problem
    return run


def found(run: Reconciliation) -> list[tuple[str, int | None]]:
    """Kind and invoice number of each finding."""
    rows = run.findings.select_related("invoice")
    return [(row.kind, row.invoice.number if row.invoice else None) for row in rows]


class Accountant:
    """Changes orders in the simulated company, an hour after whatever was sent."""

    def __init__(self, sim: Simulator, clock: MovableClock) -> None:
        self._sim = sim
        self._clock = clock

    def later(self, *, hours: float = 1) -> None:
        """Both sides' clocks go on."""
        self._clock.move(hours=hours)
        self._sim.state.move_clock(self._clock.moved)

    def call(self, method: str, path: str, body: object = None) -> Any:
        token = self._sim.access_token(TENANT)
        answer = httpx2.request(
            method,
            f"{self._sim.api_url}{path}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code < 300, answer.text
        return answer.json()

    def order(self, number: str) -> dict[str, Any]:
        order: dict[str, Any] = self.call("GET", f"/orders/{number}")["Order"]
        return order

    def change_first_row(self, number: str, **fields: Any) -> None:
        rows = [{"RowId": row["RowId"]} for row in self.order(number)["OrderRows"]]
        rows[0] |= fields
        self.call("PUT", f"/orders/{number}", {"Order": {"OrderRows": rows}})

    def cancel(self, number: str) -> None:
        self.call("PUT", f"/orders/{number}/cancel")

    def invoice(self, number: str) -> None:
        self.call("PUT", f"/orders/{number}/createinvoice")

    def double(self, number: str) -> str:
        """The same order once more, with its reference, as someone copying it would make it."""
        order = self.order(number)
        kept = ("CustomerNumber", "OrderDate", "VATIncluded", "ExternalInvoiceReference1")
        fields = {name: order[name] for name in kept}
        names = ("ArticleNumber", "AccountNumber", "DeliveredQuantity", "OrderedQuantity", "Price")
        rows = [{name: row[name] for name in names} for row in order["OrderRows"]]
        made = self.call("POST", "/orders", {"Order": fields | {"OrderRows": rows}})
        return str(made["Order"]["DocumentNumber"])

    def make(self, *, reference: str = "", price: int = 500, day: date) -> str:
        """An order by hand."""
        customer = self.order(next(iter(self._orders())))["CustomerNumber"]
        row = {"Description": "Rådgivning", "AccountNumber": 3041, "Price": price}
        row |= {"DeliveredQuantity": "1", "OrderedQuantity": "1"}
        fields = {"CustomerNumber": customer, "OrderDate": day.isoformat(), "OrderRows": [row]}
        if reference:
            fields["ExternalInvoiceReference1"] = reference
        made = self.call("POST", "/orders", {"Order": fields})
        return str(made["Order"]["DocumentNumber"])

    def delete(self, number: str) -> None:
        """What Fortnox's own pages can, and its API cannot."""
        self._sim.state.companies[TENANT].shelves["orders"].remove(number)

    def _orders(self) -> Iterable[str]:
        return self._sim.state.companies[TENANT].shelves["orders"]


def credit_some(invoice: Invoice, clock: MovableClock, *, quantity: int = 1) -> CreditNote:
    parts = [CreditPart(position=1, quantity=Decimal(quantity))]
    return credit(invoice=invoice, parts=parts, reason="Retur", by=BY, now=clock())
