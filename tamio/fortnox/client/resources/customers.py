"""/customers"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import Page, listed, page_of, unwrapped, wrapped
from tamio.fortnox.client.models.customer import Customer, CustomerSummary, StoredCustomer
from tamio.fortnox.client.transport import Transport, segment


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


def _path(number: str) -> str:
    return f"/customers/{segment(number)}"
