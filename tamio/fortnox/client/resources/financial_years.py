"""/financialyears"""

from dataclasses import dataclass
from datetime import date

from tamio.fortnox.client.envelopes import listed
from tamio.fortnox.client.models.financial_year import FinancialYear
from tamio.fortnox.client.transport import Transport


@dataclass(frozen=True, slots=True)
class FinancialYears:
    """The company's financial years. Scope: bookkeeping."""

    transport: Transport

    def containing(self, day: date) -> FinancialYear | None:
        """The year that `day` falls in, or None when the company has opened none."""
        query = {"date": day.isoformat()}
        years = listed(self.transport, "/financialyears", FinancialYear, query=query)
        return next((year for year in years if year.from_date <= day <= year.to_date), None)

    def all(self) -> list[FinancialYear]:
        """Every year that the company has opened."""
        return list(listed(self.transport, "/financialyears", FinancialYear))
