"""The proof compares to the öre, and explains a round-off."""

from decimal import Decimal
from typing import Any

import pytest

from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.sync.proof import proven
from tamio.outbox.outcome import Differs, Submitted
from tests.fortnox.sync.test_mapping import draft, invoice_of


def stored(**fields: Any) -> StoredOrder:
    """An order of 198.00 including 39.60 VAT, as Fortnox answers it."""
    given: dict[str, Any] = {
        "DocumentNumber": "451",
        "CustomerNumber": "1001",
        "Currency": "SEK",
        "Cancelled": False,
        "Net": Decimal("158.40"),
        "TotalVAT": Decimal("39.60"),
        "Total": Decimal("198.00"),
        "RoundOff": Decimal(0),
        "OrderRows": [],
    }
    return StoredOrder.model_validate(given | fields)


def test_equal_sums_prove_the_order() -> None:
    invoice, _ = invoice_of([draft()])
    assert proven(invoice=invoice, order=stored()) == Submitted()


def test_a_round_off_by_the_company_is_explained() -> None:
    invoice, _ = invoice_of([draft(unit_price=Decimal("99.20"))])
    order = stored(Total=Decimal(198), RoundOff=Decimal("-0.40"), TotalVAT=Decimal("39.68"))
    assert proven(invoice=invoice, order=order) == Submitted()


@pytest.mark.parametrize(
    "wrong",
    [
        {"Total": Decimal("198.01")},
        {"TotalVAT": Decimal("39.59")},
        {"Total": Decimal(0), "TotalVAT": Decimal(0)},
        {"Currency": "EUR"},
        {"Cancelled": True},
    ],
)
def test_whatever_differs_is_shown_with_both_sides(wrong: dict[str, Any]) -> None:
    invoice, _ = invoice_of([draft()])
    outcome = proven(invoice=invoice, order=stored(**wrong))
    assert isinstance(outcome, Differs)
    assert "451" in outcome.problem.message.sv
    assert outcome.problem.remedy.sv
