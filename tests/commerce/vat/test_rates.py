from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.vat.rates import EU, SWEDISH_RATES, UnknownRate, VatClass, rate_of
from tamio.commerce.vat.table import BadTable, DatedRate, arranged, rates_on_record

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2019, 1, 1), 12),
        (date(2026, 3, 31), 12),
        (date(2026, 4, 1), 6),
        (date(2027, 12, 31), 6),
        (date(2028, 1, 1), 12),
    ],
)
def test_food_carries_the_rate_of_the_day_it_is_sold(day: date, rate: int) -> None:
    assert rate_of(vat_class=VatClass.FOOD, country="SE", on_date=day) == rate


@pytest.mark.parametrize(
    ("vat_class", "rate"),
    [
        (VatClass.STANDARD, 25),
        (VatClass.REDUCED, 12),
        (VatClass.BOOKS, 6),
        (VatClass.CULTURE, 6),
        (VatClass.EXEMPT, 0),
    ],
)
def test_a_class_has_its_swedish_rate(vat_class: VatClass, rate: int) -> None:
    assert rate_of(vat_class=vat_class, country="SE", on_date=TODAY) == rate
    assert rate in SWEDISH_RATES


@pytest.mark.parametrize("vat_class", list(VatClass))
def test_every_class_has_a_swedish_rate_on_every_day(vat_class: VatClass) -> None:
    for day in (date.min, TODAY, date.max):
        assert rate_of(vat_class=vat_class, country="SE", on_date=day) in SWEDISH_RATES


@pytest.mark.parametrize("country", sorted(EU - {"SE"}))
def test_every_member_state_has_a_standard_rate(country: str) -> None:
    rate = rate_of(vat_class=VatClass.STANDARD, country=country, on_date=TODAY)

    # Directive 2006/112/EC, article 97: never under 15.
    assert 15 <= rate <= 27


def test_there_are_27_member_states() -> None:
    assert len(EU) == 27


def test_a_fraction_of_a_percent_is_kept() -> None:
    rate = rate_of(vat_class=VatClass.STANDARD, country="FI", on_date=TODAY)

    assert rate == Decimal("25.5")


@pytest.mark.parametrize("vat_class", [VatClass.FOOD, VatClass.REDUCED, VatClass.CULTURE])
def test_without_a_reduced_rate_on_record_the_standard_rate_is_charged(
    vat_class: VatClass,
) -> None:
    assert rate_of(vat_class=vat_class, country="DE", on_date=TODAY) == 19


def test_where_there_is_no_vat_on_record_none_is_guessed() -> None:
    with pytest.raises(UnknownRate, match="standard in NO on 2026-11-23"):
        rate_of(vat_class=VatClass.STANDARD, country="NO", on_date=TODAY)


@dataclass(frozen=True)
class Own:
    country: str
    vat_class: str
    rate: Decimal
    valid_from: date
    valid_to: date | None = None


def test_a_stores_own_rate_goes_first_on_its_days_and_in_its_country_alone() -> None:
    own = [Own("DE", "food", Decimal(7), date(2026, 2, 1), date(2026, 12, 31))]

    def of(country: str, day: date, vat_class: VatClass = VatClass.FOOD) -> Decimal:
        return rate_of(vat_class=vat_class, country=country, on_date=day, own=own)

    assert [of("DE", date(2026, month, 1)) for month in (1, 2, 12)] == [19, 7, 7]
    assert of("DE", date(2027, 1, 1)) == 19
    assert of("FR", date(2026, 6, 1)) == 20
    assert of("DE", date(2026, 6, 1), VatClass.STANDARD) == 19


def test_of_two_own_rates_the_later_one_holds() -> None:
    own = [
        Own("DE", "food", Decimal(7), date(2026, 1, 1)),
        Own("DE", "food", Decimal(5), date(2026, 7, 1)),
    ]

    rates = [
        rate_of(vat_class=VatClass.FOOD, country="DE", on_date=date(2026, month, 1), own=own)
        for month in (6, 7)
    ]

    assert rates == [7, 5]


def test_every_rate_on_record_says_where_it_is_from_and_follows_the_one_before() -> None:
    for (place, vat_class), rows in rates_on_record().items():
        assert all(row.source for row in rows)
        assert vat_class in set(VatClass)
        assert place[:2] in {*EU, "XI"}


def test_two_rates_for_one_day_are_no_table() -> None:
    rows = [
        DatedRate("DE", "food", Decimal(7), date(2026, 1, 1), date(2026, 6, 30), "a"),
        DatedRate("DE", "food", Decimal(5), date(2026, 6, 30), date.max, "b"),
    ]

    with pytest.raises(BadTable, match="DE, food: the days around 2026-06-30"):
        arranged(rows)
