"""Lines to be sold, given or drawn at random."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tamio.commerce.invoices.lines import LineDraft

RATES = ("25", "12", "6", "0", "25.5")


def draft(**fields: Any) -> LineDraft:
    given: dict[str, Any] = {
        "sku": "KRUKA",
        "description": "Kruka",
        "item_type": "physical",
        "quantity": Decimal(1),
        "unit": "st",
        "unit_price": Decimal("99.00"),
        "vat_rate": Decimal(25),
        "vat_treatment": "domestic",
        "includes_vat": True,
    }
    return LineDraft(**given | fields)


def drafts(*, includes_vat: bool) -> st.SearchStrategy[LineDraft]:
    return st.builds(
        draft,
        quantity=st.decimals("0.0001", "9999", places=4),
        unit_price=st.decimals("0", "99999", places=4),
        vat_rate=st.sampled_from(RATES).map(Decimal),
        includes_vat=st.just(includes_vat),
    )


def baskets(*, most: int) -> st.SearchStrategy[list[LineDraft]]:
    """Lines of one sale: all with VAT in their prices, or all without."""
    return st.booleans().flatmap(
        lambda includes_vat: st.lists(drafts(includes_vat=includes_vat), min_size=1, max_size=most)
    )
