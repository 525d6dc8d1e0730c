"""Done when 1: every treatment, with figures worked out by hand, over date lines and borders."""

from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.checkout.pricing import price_cart
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.stores.models import Store
from tamio.commerce.vat import standing
from tamio.commerce.vat.provisions import provision
from tamio.commerce.vat.rates import EU
from tamio.commerce.vat.standing import VatNumberStanding
from tamio.commerce.vat.treatments import Treatment
from tests.commerce.vat.table import Case, cases
from tests.factories import buyer, make_cart, make_product, make_store

CASES = cases()


def test_the_table_has_every_treatment_and_every_member_state_under_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100
    assert {case.comes_to[0] for case in CASES} == set(Treatment)
    assert {case.comes_to[2] for case in CASES} == {*EU, "XI", "-"}


@pytest.mark.django_db
def test_every_sale_is_taxed_as_the_facts_say_and_without_vat_says_by_which_provision() -> None:
    sold = {case.name: _sold(case) for case in CASES}

    came_to = {name: _as_told(line) for name, line in sold.items()}
    expected = {case.name: case.comes_to for case in CASES}
    assert {name: came_to[name] for name in came_to if came_to[name] != expected[name]} == {}
    unsaid = [case.name for case in CASES if case.says not in _provision(sold[case.name])]
    assert unsaid == []


def test_the_table_tells_a_provision_wherever_the_buyer_is_why_no_vat_is_charged() -> None:
    for case in CASES:
        assert bool(case.says) == (case.comes_to[0] in {"eu_business", "export"}), case.name


def _as_told(line: LineDraft) -> list[str]:
    amounts = line.amounts
    return [
        str(line.vat_treatment),
        f"{line.vat_rate.normalize():f}",
        line.vat_country or "-",
        str(amounts.net),
        str(amounts.vat),
        str(amounts.gross),
    ]


def _provision(line: LineDraft) -> str:
    found = provision(
        treatment=Treatment(line.vat_treatment), supply=ItemType(line.item_type).supply
    )
    return found.sv if found else ""


def _sold(case: Case) -> LineDraft:
    """The line that stands in the case's cart, from the database as the checkout has it."""
    day = date.fromisoformat(case.day)
    store = Store.objects.get(pk=make_store(**case.store).pk)
    product = {"price": "199.00", "item_type": "physical", "vat_class": "standard"} | dict(
        case.product
    )
    made = make_product(store=store, **product | {"price": Decimal(product["price"])})
    cart = make_cart(store=store, contents={Product.objects.get(pk=made.pk): case.quantity})
    # As the checkout takes it: right as a whole, and in standard form.
    checked = buyer(**case.buyer).checked()
    with standing.only(lambda **_asked: VatNumberStanding(case.standing)):
        parties = parties_of(store=store, buyer=checked, on_date=day)
    (line,) = price_cart(cart=cart, store=store, parties=parties, on_date=day).lines
    return line
