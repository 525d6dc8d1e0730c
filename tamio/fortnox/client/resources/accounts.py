"""/accounts"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import Page, listed, page_of, unwrapped
from tamio.fortnox.client.models.account import Account
from tamio.fortnox.client.transport import Transport, segment


@dataclass(frozen=True, slots=True)
class Accounts:
    """The chart of accounts of one financial year. Scope: bookkeeping."""

    transport: Transport

    def list(self, *, financial_year: int) -> list[Account]:
        """All of them, inactive ones too. `financial_year` is the year's id."""
        query = {"financialyear": financial_year}
        return [*listed(self.transport, "/accounts", Account, query=query)]

    def page(self, number: int, *, financial_year: int) -> Page[Account]:
        """One page of the chart."""
        query = {"financialyear": financial_year}
        return page_of(self.transport, "/accounts", Account, number=number, query=query)

    def get(self, number: int, *, financial_year: int) -> Account:
        """Raises NotFound."""
        answer = self.transport.send(
            "GET", f"/accounts/{segment(number)}", query={"financialyear": financial_year}
        )
        return unwrapped(answer, Account)
