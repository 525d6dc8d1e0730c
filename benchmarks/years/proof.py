"""The proof: each world against what is worked out anew, and Fortnox against what was sold."""

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from benchmarks.chaos import proof as of_chaos
from benchmarks.chaos.shops import Shop
from benchmarks.chaos.simulator import Simulator
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tests.commerce.subscriptions.years.checking import counts_of, findings
from tests.commerce.subscriptions.years.world import World


def of_worlds(worlds: list[World]) -> tuple[Counter[str], list[str]]:
    """What was counted in all of them, and what is wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    for world in worlds:
        counts.update(counts_of(world))
        wrong += [f"{world.store}: {each}" for each in findings(world)]
    return counts, wrong


def of_fortnox(shops: list[Shop], simulator: Simulator) -> tuple[int, list[str]]:
    """How many orders stand there, and what is wrong with them."""
    sold = Invoice.objects.exclude(issued_at=None).count()
    wrong = of_chaos.of_shops(shops=shops, simulator=simulator, invoices=sold)
    count = 0
    for shop in shops:
        orders = simulator.documents(shop.tenant, "orders")
        count += len(orders)
        wrong += [f"{shop.store}: {finding}" for finding in _of_rows(shop, orders)]
    return count, wrong


def _of_rows(shop: Shop, orders: list[dict[str, Any]]) -> Iterator[str]:
    """Each line is a row that sums to the same and names its days."""
    invoices = {each.reference: each for each in shop.store.invoices.prefetch_related("lines")}
    for order in orders:
        invoice = invoices.get(order["ExternalInvoiceReference1"])
        if invoice is None or order["Cancelled"]:
            continue
        for line, row in zip(invoice.lines.all(), order["OrderRows"], strict=False):
            if finding := _of_row(line, row, includes_vat=invoice.prices_include_vat):
                yield f"{invoice}, row {line.position}: {finding}"


def _of_row(line: InvoiceLine, row: dict[str, Any], *, includes_vat: bool) -> str:
    amount = line.gross if includes_vat else line.net
    summed = _sum_of(row)
    if summed != amount:
        return f"{amount} here and {summed} in Fortnox"
    if line.period_start and line.period_last:
        days = f"{line.period_start.isoformat()} – {line.period_last.isoformat()}"
        if days not in row["Description"]:
            return f"is for {days}, which {row['Description']!r} does not say"
    return ""


def _sum_of(row: dict[str, Any]) -> Decimal:
    """A discount stands on the row that it is taken off, as an amount or as a percent."""
    price, ordered, less = (
        Decimal(str(row.get(name) or 0)) for name in ("Price", "OrderedQuantity", "Discount")
    )
    full = price * ordered
    if row.get("DiscountType") != "AMOUNT":
        less = full * less / 100
    return (full - less).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
