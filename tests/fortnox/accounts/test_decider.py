"""The account of a row. What is expected is taken from the BAS tables of commerce_facts, section 5,
and the fallback order of decision 0017; not from the code.
"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.sync.accounts.cells import CELLS
from tamio.fortnox.sync.accounts.decider import (
    Decision,
    Main,
    NoAccount,
    OfProduct,
    RevenueAccounts,
    SoldRow,
    grounds,
)
from tamio.fortnox.sync.accounts.suggestions import suggestions
from tamio.fortnox.sync.accounts.wording import no_account
from tests.fortnox.accounts import charts
from tests.tries import times

STANDARD = charts.chart(charts.standard())
#: A merchant who took over every suggestion for the standard chart.
ALL_TAKEN = RevenueAccounts(
    goods=3001,
    services=3041,
    cells={key: found.number for key, found in suggestions(STANDARD.values()).items()},
    chart=dict.fromkeys(STANDARD, True),
    rounding_of_chart=3740,
)
GOODS, SERVICE, DIGITAL = ItemType.PHYSICAL, ItemType.SERVICE, ItemType.DIGITAL


def row(
    item_type: str = GOODS,
    treatment: str = "domestic",
    rate: str = "25",
    *,
    kind: str = "item",
    country: str = "SE",
    product: int | None = None,
) -> SoldRow:
    return SoldRow(
        kind=kind,
        item_type=item_type,
        vat_treatment=treatment,
        vat_rate=Decimal(rate),
        buyer_country=country,
        product_id=product,
    )


@pytest.mark.parametrize(
    ("sold", "account"),
    [
        # Goods in Sweden: 3001, 3002, 3003, 3004; services 3041 to 3044.
        (row(GOODS, "domestic", "25"), 3001),
        (row(GOODS, "domestic", "25.00"), 3001),
        (row(GOODS, "domestic", "12"), 3002),
        (row(GOODS, "domestic", "6"), 3003),
        (row(GOODS, "domestic", "0"), 3004),
        (row(SERVICE, "domestic", "25"), 3041),
        (row(SERVICE, "domestic", "12"), 3042),
        (row(SERVICE, "domestic", "6"), 3043),
        (row(SERVICE, "domestic", "0"), 3044),
        (row(DIGITAL, "domestic", "6"), 3043),
        # Trap 2: 3105 outside the EU, 3106 in the EU with VAT, 3108 in the EU without.
        (row(GOODS, "export", "0", country="NO"), 3105),
        (row(GOODS, "eu_consumer", "25", country="DK"), 3106),
        (row(GOODS, "eu_business", "0", country="DE"), 3108),
        # Services outside the EU 3305, to EU businesses 3308.
        (row(SERVICE, "export", "0", country="US"), 3305),
        (row(SERVICE, "eu_business", "0", country="DE"), 3308),
        (row(SERVICE, "eu_consumer", "25", country="DE"), 3306),
        # OSS goods and services: 3109, 3309.
        (row(GOODS, "oss", "19", country="DE"), 3109),
        (row(DIGITAL, "oss", "25.5", country="FI"), 3309),
        # Freight invoiced 3520, EU 3521, export 3522; fees 3540, 3541, 3542.
        (row(GOODS, kind="shipping"), 3520),
        (row(SERVICE, kind="shipping"), 3520),
        (row(GOODS, "eu_business", "0", kind="shipping", country="DE"), 3521),
        (row(GOODS, "export", "0", kind="shipping", country="NO"), 3522),
        (row(GOODS, kind="fee"), 3540),
        (row(GOODS, "eu_business", "0", kind="fee", country="DE"), 3541),
        (row(GOODS, "export", "0", kind="fee", country="NO"), 3542),
        # Freight follows the goods (section 6): where it has no account, theirs.
        (row(GOODS, "eu_consumer", "25", kind="shipping", country="DK"), 3106),
        (row(GOODS, "oss", "19", kind="shipping", country="DE"), 3109),
        # Discounts given 3730; what has none of its own goes where the goods do.
        (row(GOODS, kind="discount"), 3730),
        (row(GOODS, "domestic", "6", kind="discount"), 3003),
        (row(SERVICE, "export", "0", kind="discount", country="US"), 3305),
        # Rounding 3740 (section 7). Text is booked nowhere.
        (row(kind="rounding", rate="0"), 3740),
        (row(kind="text", rate="0"), None),
    ],
)
def test_each_kind_of_row_goes_where_the_bas_tables_say(sold: SoldRow, account: int | None) -> None:
    assert ALL_TAKEN.of(sold) == account


CHOICES = RevenueAccounts(
    goods=3001,
    services=3041,
    cells={
        "goods-domestic-12": 3002,
        "goods-oss": 3109,
        "goods-oss-DE": 3110,
        "shipping-domestic-25": 3520,
        "shipping-oss": 3521,
        "discount-domestic-12": 3731,
    },
    products={7: 3071},
)


@pytest.mark.parametrize(
    ("sold", "ground", "account"),
    [
        (row(product=7), OfProduct(7), 3071),
        (row(rate="12", product=7), OfProduct(7), 3071),
        (row(product=8), Main.GOODS, 3001),
        (row(rate="12", product=8), CELLS["goods-domestic-12"], 3002),
        (row(SERVICE, rate="12"), Main.SERVICES, 3041),
        (row(treatment="oss", rate="19", country="DE"), CELLS["goods-oss-DE"], 3110),
        (row(treatment="oss", rate="25", country="DK"), CELLS["goods-oss"], 3109),
        (row(SERVICE, "oss", "19", country="DE"), Main.SERVICES, 3041),
        (row(kind="shipping"), CELLS["shipping-domestic-25"], 3520),
        (row(kind="shipping", rate="12"), CELLS["goods-domestic-12"], 3002),
        (row(kind="shipping", product=7, rate="6"), Main.GOODS, 3001),
        (
            row(kind="shipping", treatment="oss", rate="19", country="DE"),
            CELLS["shipping-oss"],
            3521,
        ),
        (row(kind="fee", treatment="oss", country="DE"), CELLS["goods-oss-DE"], 3110),
        (row(SERVICE, kind="fee"), Main.SERVICES, 3041),
        (row(kind="discount", product=7), OfProduct(7), 3071),
        (row(kind="discount", product=7, rate="12"), CELLS["discount-domestic-12"], 3731),
        (row(kind="discount"), Main.GOODS, 3001),
        # A rate that no cell is for.
        (row(rate="7"), Main.GOODS, 3001),
    ],
)
def test_choices_go_before_each_other_in_the_documented_order(
    sold: SoldRow, ground: object, account: int
) -> None:
    assert CHOICES.decide(sold) == Decision(account, ground)  # type: ignore[arg-type]


def test_without_a_choice_rounding_takes_the_charts_own_account_or_asks() -> None:
    rounding = row(kind="rounding", rate="0")
    assert RevenueAccounts(goods=3001, services=3041, rounding_of_chart=3740).of(rounding) == 3740
    with pytest.raises(NoAccount) as asked:
        RevenueAccounts(goods=3001, services=3041).of(rounding)
    assert asked.value.decision.number is None


def test_a_chosen_account_that_is_gone_is_asked_about_and_not_passed_over() -> None:
    accounts = RevenueAccounts(
        goods=3001, services=3041, cells={"goods-export": 3105}, chart={3001: True, 3041: True}
    )
    with pytest.raises(NoAccount) as asked:
        accounts.of(row(treatment="export", rate="0", country="NO"))
    assert asked.value.decision == Decision(3105, CELLS["goods-export"])
    assert not asked.value.known


def test_while_no_chart_has_been_read_only_fortnox_can_tell() -> None:
    assert RevenueAccounts(goods=3001, services=3041).of(row()) == 3001


def test_a_kind_of_row_without_a_rule_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(ValueError, match="gift"):
        ALL_TAKEN.of(row(kind="gift"))


ANY_ROW = st.builds(
    SoldRow,
    kind=st.sampled_from(LineKind.values),
    item_type=st.sampled_from(ItemType.values),
    vat_treatment=st.sampled_from([treatment.value for treatment in Treatment]),
    vat_rate=st.sampled_from([Decimal(text) for text in ("0", "6", "12", "19", "25", "25.5")]),
    buyer_country=st.sampled_from(["SE", "DE", "DK", "NO", "GR"]),
    product_id=st.sampled_from([None, 1, 2]),
)
#: Those with one account, however they are taxed.
_FIXED = {"text", "rounding", "gift_card"}
ANY_NUMBER = st.sampled_from([3001, 3002, 3041, 3105, 3740, 3999])
ANY_CHOICES = st.builds(
    RevenueAccounts,
    goods=ANY_NUMBER,
    services=ANY_NUMBER,
    cells=st.dictionaries(st.sampled_from(list(CELLS)), ANY_NUMBER),
    products=st.dictionaries(st.sampled_from([1, 2]), ANY_NUMBER),
    chart=st.dictionaries(ANY_NUMBER, st.booleans(), min_size=1),
    rounding_of_chart=st.none() | ANY_NUMBER,
)


def answer(accounts: RevenueAccounts, sold: SoldRow) -> int | NoAccount | None:
    try:
        return accounts.of(sold)
    except NoAccount as asked:
        return asked


@settings(max_examples=times(4))
@given(accounts=ANY_CHOICES, sold=ANY_ROW)
def test_every_row_has_one_active_account_of_the_chart_or_a_named_question(
    accounts: RevenueAccounts, sold: SoldRow
) -> None:
    chart, found = accounts.chart or {}, answer(accounts, sold)
    if sold.kind == "text":
        assert found is None
    elif isinstance(found, NoAccount):
        said = no_account(found, product_name="Vas")
        assert said.message.sv
        assert said.field
        assert not chart.get(found.decision.number or 0, False)
        assert found.known == (found.decision.number in chart)
    else:
        assert found is not None
        assert chart[found]


@settings(max_examples=times(2))
@given(accounts=ANY_CHOICES, sold=ANY_ROW.filter(lambda row: row.kind not in _FIXED))
def test_the_first_ground_with_a_choice_decides(accounts: RevenueAccounts, sold: SoldRow) -> None:
    decision = accounts.decide(sold)
    assert decision is not None
    ways = list(grounds(sold))
    before = ways[: ways.index(decision.ground)]
    chosen = {*accounts.cells, *(OfProduct(pk) for pk in accounts.products), *Main}
    assert not [way for way in before if getattr(way, "key", way) in chosen]
    assert len(ways) == len(set(ways))


def test_under_oss_the_country_whose_vat_it_is_decides_and_not_the_buyers() -> None:
    sent = InvoiceLine(kind="item", item_type=GOODS, vat_treatment="oss", vat_country="DK")
    accounts = RevenueAccounts(
        goods=3001, services=3041, cells={"goods-oss-DK": 3111, "goods-oss-DE": 3110}
    )

    assert replace(accounts, buyer_country="DE").of_line(sent) == 3111


def test_what_was_sold_before_lines_named_a_country_has_its_buyers() -> None:
    old = InvoiceLine(kind="item", item_type=GOODS, vat_treatment="oss")
    accounts = RevenueAccounts(goods=3001, services=3041, cells={"goods-oss-DE": 3110})

    assert replace(accounts, buyer_country="DE").of_line(old) == 3110


ANY_ITEM = st.builds(
    LineDraft,
    sku=st.just("SKU"),
    description=st.just("Vas"),
    item_type=st.sampled_from(ItemType.values),
    quantity=st.integers(1, 9).map(Decimal),
    unit=st.just("st"),
    unit_price=st.decimals(1, 9999, places=2),
    vat_rate=st.sampled_from([Decimal(rate) for rate in (25, 12, 6, 0)]),
    vat_treatment=st.sampled_from(["domestic", "eu_consumer"]),
    includes_vat=st.just(True),
)
ANY_CHARGE = st.builds(Charge, description=st.just("Avgift"), amount=st.decimals(0, 99, places=2))


@settings(max_examples=times(1))
@given(
    items=st.lists(ANY_ITEM, min_size=1, max_size=5),
    charges=st.builds(
        Charges,
        shipping=ANY_CHARGE,
        fees=st.lists(ANY_CHARGE, max_size=2),
        discounts=st.lists(ANY_CHARGE, max_size=2),
        rounding=st.sampled_from([None, Decimal("0.40"), Decimal("-0.40")]),
    ),
)
def test_every_row_of_a_sale_with_charges_has_an_account_of_the_chart(
    items: list[LineDraft], charges: Charges
) -> None:
    for draft in [*items, *charges.drafts(items, includes_vat=True)]:
        number = ALL_TAKEN.of_line(InvoiceLine(**draft.columns()))
        assert number in STANDARD
