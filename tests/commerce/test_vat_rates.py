from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.vat.rates import EU, SWEDISH_RATES, UnknownRate, VatClass, rate_of

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


@pytest.mark.parametrize(
    ("vat_class", "country"), [(VatClass.FOOD, "DE"), (VatClass.STANDARD, "NO")]
)
def test_a_rate_that_is_not_on_record_is_never_guessed(vat_class: VatClass, country: str) -> None:
    with pytest.raises(UnknownRate, match=rf"{vat_class} in {country} on 2026-11-23"):
        rate_of(vat_class=vat_class, country=country, on_date=TODAY)
