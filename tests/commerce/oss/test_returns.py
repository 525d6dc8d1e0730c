"""A quarter's sums by country, rate and kind; what is credited of older ones corrects those."""

from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.invoices.oss.returns import Entry, Quarter, quarter_named, quarter_of, return_of
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Supply
from tests.commerce.oss.selling import sell, take_back
from tests.factories import make_store

Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@pytest.fixture
def store(db: None) -> Store:
    return make_store(oss_from_date=date(2026, 1, 1))


def told(entry: Entry) -> tuple[str, str, str, str, str, str]:
    return (
        entry.country, entry.supply.value, f"{entry.rate.normalize():f}", str(entry.net),
        str(entry.vat), str(entry.corrects or ""),
    )  # fmt: skip


def rows(store: Store, quarter: Quarter = Q4) -> list[tuple[str, str, str, str, str, str]]:
    return [told(entry) for entry in return_of(store=store, quarter=quarter)]


def test_sales_are_summed_by_country_kind_and_rate(store: Store) -> None:
    # 199.00 at 19 %: 167.23 + 31.77. A book for 99.00 at 7 %: 92.52 + 6.48.
    sell(store, day="2026-10-01", price="199.00")
    sell(store, day="2026-12-31", price="199.00")
    sell(store, day="2026-11-01", price="99.00", vat_class="books")
    sell(store, day="2026-11-01", price="199.00", item_type="digital")
    sell(store, day="2026-11-01", price="199.00", country="FI", postal_code="00100")

    assert rows(store) == [
        ("DE", "electronic", "19", "167.23", "31.77", ""),
        ("DE", "goods", "19", "334.46", "63.54", ""),
        ("DE", "goods", "7", "92.52", "6.48", ""),
        ("FI", "goods", "25.5", "158.57", "40.43", ""),
    ]


def test_what_is_taken_back_in_the_quarter_lessens_it_and_of_an_older_one_corrects_it(
    store: Store,
) -> None:
    old = sell(store, day="2026-09-30", price="199.00")
    new = sell(store, day="2026-10-01", price="199.00")
    take_back(old, day="2026-10-02")
    # 100.00 of 199.00: VAT 100 * 19 / 119 = 15.97.
    take_back(new, day="2026-11-02", amount="100.00")

    assert rows(store, Q3) == [("DE", "goods", "19", "167.23", "31.77", "")]
    assert rows(store) == [
        ("DE", "goods", "19", "83.20", "15.80", ""),
        ("DE", "goods", "19", "-167.23", "-31.77", "2026Q3"),
    ]


def test_sales_at_home_export_and_business_are_not_in_it(store: Store) -> None:
    sell(store, day="2026-10-01", price="199.00", country="SE", postal_code="352 30")
    sell(store, day="2026-10-01", price="199.00", country="NO", postal_code="0150")
    sell(store, day="2026-10-01", price="199.00", type="company", vat_number="DE136695976")

    assert rows(store) == []


def test_goods_to_northern_ireland_stand_under_its_own_code(store: Store) -> None:
    sell(store, day="2026-10-01", price="199.00", country="GB", postal_code="BT1 5GS")

    assert rows(store) == [("XI", "goods", "20", "165.83", "33.17", "")]


@pytest.mark.parametrize(
    ("day", "name", "first", "last", "due"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 6, 30), "2026Q2", date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 31)),
        (date(2026, 12, 31), "2026Q4", date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_quarter_has_its_days_and_is_due_at_the_end_of_the_month_after(
    day: date, name: str, first: date, last: date, due: date
) -> None:
    quarter = quarter_of(day)

    assert quarter == quarter_named(name)
    assert (str(quarter), quarter.first, quarter.last, quarter.due) == (name, first, last, due)


@pytest.mark.parametrize("name", ["", "2026", "2026Q5", "26Q1", "2026q1", "Q1", "20²6Q1"])
def test_nothing_else_is_a_quarter(name: str) -> None:
    assert quarter_named(name) is None


def test_before_the_first_quarter_of_a_year_comes_the_fourth_of_the_last() -> None:
    assert Quarter(2026, 1).before == Quarter(2025, 4)


@pytest.mark.parametrize(
    ("currency", "kronor", "euros"),
    [
        ("EUR", None, (Decimal("100.00"), Decimal("19.00"))),
        ("SEK", Decimal("11.05"), (Decimal("9.05"), Decimal("1.72"))),
        ("SEK", None, None),
        ("NOK", Decimal("11.05"), None),
    ],
)
def test_euros_are_given_where_a_rate_is(
    currency: str, kronor: Decimal | None, euros: tuple[Decimal, Decimal] | None
) -> None:
    entry = Entry(
        country="DE",
        supply=Supply.GOODS,
        rate=Decimal(19),
        currency=currency,
        net=Decimal("100.00"),
        vat=Decimal("19.00"),
    )

    assert entry.in_euros(kronor) == euros
