"""Financial years (räkenskapsår)."""

from datetime import date
from typing import ClassVar

from tamio.fortnox.client.models.base import Document


class FinancialYear(Document):
    """From `from_date` to `to_date`, both included. `id` is what accounts are asked for by."""

    envelope: ClassVar[str] = "FinancialYear"
    list_envelope: ClassVar[str] = "FinancialYears"

    id: int
    from_date: date
    to_date: date
    accounting_method: str | None = None
