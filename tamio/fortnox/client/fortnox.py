"""The client: one object per connection, a noun per attribute."""

from collections.abc import Callable
from contextlib import nullcontext
from types import TracebackType
from typing import Self

import httpx2

from tamio.fortnox.client.connections import pool
from tamio.fortnox.client.exchange import Exchange
from tamio.fortnox.client.resources.accounts import Accounts
from tamio.fortnox.client.resources.articles import Articles
from tamio.fortnox.client.resources.company_information import CompanyInformationResource
from tamio.fortnox.client.resources.currencies import Currencies
from tamio.fortnox.client.resources.customers import Customers
from tamio.fortnox.client.resources.financial_years import FinancialYears
from tamio.fortnox.client.resources.invoices import Invoices
from tamio.fortnox.client.resources.orders import Orders
from tamio.fortnox.client.transport import (
    DEFAULT_TIMEOUT,
    AccessToken,
    Clock,
    Timeout,
    Transport,
    Turn,
    utc_now,
)


class Fortnox:
    """Fortnox API v3 for one company. Threads may share it.

    `api_url` holds the version: https://api.fortnox.se/3. `access_token` gives the token to use;
    it is called with True once after a 401, and must then renew. `turn` is entered
    before every request, where it may sleep or raise, and left once its exchange is on record.
    `on_exchange` is handed every exchange before its error is raised: what it raises itself hides
    the outcome. `clock` gives aware instants. A client passed as `http`
    stays the caller's to close.
    """

    def __init__(
        self,
        api_url: str,
        access_token: AccessToken,
        *,
        turn: Turn = nullcontext,
        on_exchange: Callable[[Exchange], None] = lambda exchange: None,
        http: httpx2.Client | None = None,
        timeout: Timeout = DEFAULT_TIMEOUT,
        clock: Clock = utc_now,
    ) -> None:
        self._http = http or pool()
        self._owns_http = http is None
        transport = Transport(
            api_url=api_url,
            access_token=access_token,
            turn=turn,
            on_exchange=on_exchange,
            http=self._http,
            timeout=timeout,
            clock=clock,
        )
        self.customers = Customers(transport)
        self.articles = Articles(transport)
        self.orders = Orders(transport)
        self.invoices = Invoices(transport)
        self.accounts = Accounts(transport)
        self.currencies = Currencies(transport)
        self.financial_years = FinancialYears(transport)
        self.company_information = CompanyInformationResource(transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that this object opened itself."""
        if self._owns_http:
            self._http.close()
