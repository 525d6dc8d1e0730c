"""/orders"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tamio.fortnox.client.answers import json_of
from tamio.fortnox.client.envelopes import listed, pages, unwrapped, wrapped
from tamio.fortnox.client.models.order import Order, OrderSummary, StoredOrder
from tamio.fortnox.client.times import in_sweden
from tamio.fortnox.client.transport import Transport, segment


@dataclass(frozen=True, slots=True)
class Orders:
    """Customer orders. Scope: order."""

    transport: Transport

    def create(self, order: Order) -> StoredOrder:
        """Not idempotent: after OutcomeUnknown, find the order before creating it again."""
        answer = self.transport.send("POST", "/orders", body=wrapped(order))
        return unwrapped(answer, StoredOrder)

    def get(self, number: str) -> StoredOrder:
        """Raises NotFound."""
        return unwrapped(self.transport.send("GET", _path(number)), StoredOrder)

    def find(self, *, external_invoice_reference_1: str) -> list[OrderSummary]:
        """All whose reference contains the text, cancelled ones too: compare exactly yourself.

        The list can lag behind what has just been written. Raises ValueError for an empty text.
        """
        if not external_invoice_reference_1:
            raise ValueError("an empty reference would find every order")
        query = {"externalinvoicereference1": external_invoice_reference_1}
        return list(listed(self.transport, "/orders", OrderSummary, query=query))

    def dated(
        self, *, first: date, last: date, modified_since: datetime | None = None
    ) -> Iterator[list[OrderSummary]]:
        """Pages of all with an order date from `first` to `last`, cancelled ones too, by number.

        `modified_since`: only those saved at that minute or later, by whomever. The list can lag.
        """
        query = {"fromdate": first.isoformat(), "todate": last.isoformat()}
        if modified_since is not None:
            query["lastmodified"] = in_sweden(modified_since)
        return pages(self.transport, "/orders", OrderSummary, query=query)

    def may_be_read(self) -> None:
        """Raises what stands in the way of reading orders; reads one at most."""
        json_of(self.transport.send("GET", "/orders", query={"limit": 1}))

    def update(self, number: str, patch: Order) -> StoredOrder:
        """Changes the fields that are set in `patch`; rows as OrderRow says. Raises NotFound."""
        answer = self.transport.send("PUT", _path(number), body=wrapped(patch))
        return unwrapped(answer, StoredOrder)

    def cancel(self, number: str) -> StoredOrder:
        """Raises Refused when it is cancelled or invoiced already: get it to know which."""
        return unwrapped(self.transport.send("PUT", f"{_path(number)}/cancel"), StoredOrder)


def _path(number: str) -> str:
    return f"/orders/{segment(number)}"
