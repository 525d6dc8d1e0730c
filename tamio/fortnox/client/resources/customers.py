"""/customers"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tamio.fortnox.client.envelopes import Page, listed, page_of, pages, unwrapped, wrapped
from tamio.fortnox.client.models.customer import Customer, CustomerSummary, StoredCustomer
from tamio.fortnox.client.times import in_sweden
from tamio.fortnox.client.transport import Transport, segment

#: Combines with what is global, such as lastmodified; not with another filter (facts, 5.4).
_ACTIVE = {"filter": "active"}


@dataclass(frozen=True, slots=True)
class Customers:
    """Customer cards. Scope: customer."""

    transport: Transport

    def create(self, customer: Customer) -> StoredCustomer:
        """Raises Refused 2000637 when the number is, or has been, used."""
        answer = self.transport.send("POST", "/customers", body=wrapped(customer))
        return unwrapped(answer, StoredCustomer)

    def get(self, number: str) -> StoredCustomer:
        """Raises NotFound."""
        return unwrapped(self.transport.send("GET", _path(number)), StoredCustomer)

    def update(self, number: str, patch: Customer) -> StoredCustomer:
        """Changes the fields that are set in `patch`. Raises NotFound."""
        answer = self.transport.send("PUT", _path(number), body=wrapped(patch))
        return unwrapped(answer, StoredCustomer)

    def find(
        self,
        *,
        organisation_number: str | None = None,
        email: str | None = None,
        name: str | None = None,
        customer_number: str | None = None,
    ) -> list[CustomerSummary]:
        """All whose field contains the one given text, in any case: compare exactly yourself.

        Raises TypeError unless exactly one is given: Fortnox promises only one filter at a time.
        """
        criteria = {
            "organisationnumber": organisation_number,
            "email": email,
            "name": name,
            "customernumber": customer_number,
        }
        query = {key: text for key, text in criteria.items() if text}
        if len(query) != 1:
            raise TypeError("search customers by exactly one text")
        return list(listed(self.transport, "/customers", CustomerSummary, query=query))

    def numbered_like(self, part: str) -> Page[CustomerSummary]:
        """The first of those whose number contains `part`: one request."""
        query = {"customernumber": part}
        return page_of(self.transport, "/customers", CustomerSummary, query=query)

    def page(self, number: int) -> Page[CustomerSummary]:
        """One page of the active ones, by number: one request."""
        return page_of(self.transport, "/customers", CustomerSummary, number=number, query=_ACTIVE)

    def modified_since(self, at: datetime) -> Iterator[list[CustomerSummary]]:
        """Pages of the active ones that were saved at that minute or later, by whomever."""
        query = _ACTIVE | {"lastmodified": in_sweden(at)}
        return pages(self.transport, "/customers", CustomerSummary, query=query)


def _path(number: str) -> str:
    return f"/customers/{segment(number)}"
