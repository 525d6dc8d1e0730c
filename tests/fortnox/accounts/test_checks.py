"""An account and its VAT code must agree (commerce_facts, section 5, trap 3)."""

import pytest
from django.utils.translation import override

from tamio.commerce.catalogue.models import Product
from tamio.commerce.vat.rates import VatClass
from tamio.fortnox.sync.accounts.cells import CELLS
from tamio.fortnox.sync.accounts.checks import doubt, objection, product_objection
from tamio.fortnox.sync.accounts.suggestions import likely
from tamio.fortnox.sync.accounts.vat_codes import Fit, fit
from tests.factories import NOW
from tests.fortnox.accounts import charts

CHART = charts.chart(charts.standard())


@pytest.mark.parametrize(
    ("cell", "fitting"),
    [
        ("goods-domestic-25", {"MP1", "SE25"}),
        ("services-domestic-12", {"MP2", "SE12"}),
        ("goods-eu_consumer-6", {"MP3", "SE06"}),
        ("goods-domestic-0", {"MF"}),
        ("goods-eu_business", {"VTEU"}),
        ("services-eu_business", {"FTEU"}),
        ("goods-export", {"E"}),
        ("services-export", {"OTTU"}),
        ("shipping-eu_business", {"VTEU", "FTEU"}),
        ("shipping-domestic-6", {"MP3", "SE06"}),
        ("goods-oss", {""}),
        ("goods-oss-DE", {""}),
        ("rounding", {""}),
    ],
)
def test_the_codes_that_fit_a_cell_are_no_others(cell: str, fitting: set[str]) -> None:
    codes = {"MP1", "MP2", "MP3", "MF", "VTEU", "FTEU", "E", "OTTU", "SE25", "SE12", "SE06"}
    codes |= {"VMBV", "OMSS", "U1", "I", ""}
    found = {code for code in codes if fit(code=code, cell=CELLS[cell]) is Fit.FITS}
    assert found == fitting


def test_a_code_that_is_not_known_is_not_judged() -> None:
    assert fit(code="XYZ", cell=CELLS["goods-export"]) is Fit.NOT_TOLD
    assert fit(code=" mp1 ", cell=CELLS["goods-domestic-25"]) is Fit.FITS


def test_3001_is_refused_for_12_percent_with_the_remedy() -> None:
    with override("en"):
        said = objection(cell=CELLS["goods-domestic-12"], number=3001, chart=CHART)
    assert said.startswith("Account 3001 Försäljning varor")
    assert "has VAT code MP1" in said
    assert "Choose an account with VAT code MP2 or SE12" in said


def test_the_same_is_said_in_swedish() -> None:
    with override("sv"):
        said = objection(cell=CELLS["goods-domestic-12"], number=3001, chart=CHART)
    assert said.startswith("Konto 3001")
    assert "Välj ett konto med momskod MP2 eller SE12" in said


@pytest.mark.parametrize(
    ("cell", "number", "said"),
    [
        ("goods-export", 3777, "not among the company's revenue accounts"),
        ("goods-export", 3108, "VAT code VTEU"),
        ("goods-eu_business", 3105, "VAT code E"),
        ("goods-oss", 3106, "Choose an account without a VAT code"),
        ("rounding", 3001, "Choose an account without a VAT code"),
    ],
)
def test_what_cannot_be_chosen_is_said(cell: str, number: int, said: str) -> None:
    with override("en"):
        assert said in objection(cell=CELLS[cell], number=number, chart=CHART)


def test_gift_cards_are_a_debt_and_nothing_else_is() -> None:
    chart = charts.chart([(2421, "Ej inlösta presentkort", ""), (3001, "Varor 25 %", "MP1")])
    cards, goods = CELLS["gift_cards"], CELLS["goods-domestic-25"]
    assert objection(cell=cards, number=2421, chart=chart) == ""
    assert doubt(cell=cards, number=2421, chart=chart) == ""
    assert likely(cards, chart.values()) == chart[2421]
    with override("en"):
        assert "is a revenue account" in objection(cell=cards, number=3001, chart=chart)
        assert "is an account for debts" in objection(cell=goods, number=2421, chart=chart)


def test_an_inactive_account_cannot_be_chosen() -> None:
    chart = charts.chart([(3105, "Försäljning varor utanför EU", "E")])
    chart[3105].active = False
    with override("en"):
        said = objection(cell=CELLS["goods-export"], number=3105, chart=chart)
    assert "Account 3105 is inactive in Fortnox" in said


def test_an_account_without_a_code_is_a_doubt_and_no_objection() -> None:
    cell = CELLS["shipping-eu_business"]
    assert objection(cell=cell, number=3521, chart=CHART) == ""
    with override("en"):
        assert (
            doubt(cell=cell, number=3521, chart=CHART) == "No VAT code, so not in the VAT return."
        )
    assert doubt(cell=CELLS["rounding"], number=3740, chart=CHART) == ""


@pytest.mark.parametrize(
    ("vat_class", "number", "refused"),
    [
        (VatClass.STANDARD, 3001, False),
        (VatClass.STANDARD, 3002, True),
        (VatClass.FOOD, 3003, False),
        (VatClass.FOOD, 3002, True),
        (VatClass.STANDARD, 3105, False),
        (VatClass.STANDARD, 3109, False),
        (VatClass.STANDARD, 1930, True),
    ],
)
def test_a_products_account_must_go_with_its_vat_class(
    vat_class: VatClass, number: int, refused: bool
) -> None:
    product = Product(name="Vas Linnea", vat_class=vat_class)
    said = product_objection(product=product, number=number, chart=CHART, on_date=NOW.date())
    assert bool(said) == refused
