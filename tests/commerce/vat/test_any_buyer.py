"""Whoever buys whatever wherever: the answer holds together."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.invoices.lines import LineDraft, sums, vat_sums
from tamio.commerce.vat.price_changes import with_net_kept, without_vat
from tamio.commerce.vat.provisions import provision
from tamio.commerce.vat.rates import EU, SWEDISH_RATES, VatClass, rates_in
from tamio.commerce.vat.standing import VatNumberStanding
from tamio.commerce.vat.treatments import (
    UNTAXED,
    Parties,
    Supply,
    Treatment,
    taxed_in,
    treatment_charged,
    treatment_of,
    who_pays,
)
from tests.commerce.lines import baskets
from tests.tries import times

_PLACES = [*sorted(EU), "NO", "GB", "AX", "MC", "US"]
_CODES = ["", "352 46", "35001", "22100", "BT1 5GS", "9500", "78266"]
PARTIES = st.builds(
    Parties,
    seller_country=st.just("SE"),
    buyer_country=st.sampled_from(_PLACES),
    buyer_postal_code=st.sampled_from(_CODES),
    goods_country=st.sampled_from(["", *_PLACES]),
    goods_postal_code=st.sampled_from(_CODES),
    buyer_is_business=st.booleans(),
    buyer_vat_number=st.sampled_from(["", "DE136695976", "SE556703748501", "XI980780684"]),
    standing=st.sampled_from(VatNumberStanding),
    trusts_unanswered=st.booleans(),
    oss=st.booleans(),
)
DAYS = st.dates(date(2021, 7, 1), date(2030, 1, 1))


@settings(max_examples=times(60))
@given(
    parties=PARTIES, supply=st.sampled_from(Supply), vat_class=st.sampled_from(VatClass), day=DAYS
)
def test_vat_is_some_countrys_or_there_is_a_provision_why_not(
    parties: Parties, supply: Supply, vat_class: VatClass, day: date
) -> None:
    ruling = who_pays(parties=parties, supply=supply, vat_class=vat_class, on_date=day)

    if ruling.treatment in UNTAXED:
        assert not ruling.rate
        assert not ruling.country
        assert provision(treatment=ruling.treatment, supply=supply) is not None
    else:
        assert ruling.country
        rates = {*rates_in(ruling.country, on_date=day), Decimal(0), *_regional(parties, supply)}
        assert ruling.rate in rates


@settings(max_examples=times(60))
@given(parties=PARTIES, supply=st.sampled_from(Supply))
def test_only_oss_leaves_the_vat_in_another_country(parties: Parties, supply: Supply) -> None:
    treatment = treatment_of(parties=parties, supply=supply)
    place = taxed_in(treatment=treatment, parties=parties, supply=supply)

    if treatment is Treatment.OSS:
        assert parties.oss
        assert place is not None
        assert place.country in {*EU, "XI"} - {"SE"}
    elif treatment not in UNTAXED:
        assert place is not None
        assert place.country == "SE"


@settings(max_examples=times(60))
@given(parties=PARTIES, supply=st.sampled_from(Supply))
def test_a_number_that_is_not_in_force_never_takes_vat_off(
    parties: Parties, supply: Supply
) -> None:
    if parties.standing is VatNumberStanding.INVALID:
        treatment = treatment_of(parties=parties, supply=supply)

        assert treatment is not Treatment.EU_BUSINESS


@settings(max_examples=times(60))
@given(
    parties=PARTIES,
    supply=st.sampled_from([Supply.GOODS, Supply.SERVICES, Supply.ELECTRONIC]),
    day=DAYS,
)
def test_what_was_charged_by_the_rule_is_accounted_by_the_rule(
    parties: Parties, supply: Supply, day: date
) -> None:
    ruling = who_pays(parties=parties, supply=supply, vat_class=VatClass.STANDARD, on_date=day)

    assert (
        treatment_charged(parties=parties, supply=supply, rate=ruling.rate, on_date=day)
        == ruling.treatment
    )


@settings(max_examples=times(20))
@given(basket=baskets(most=8))
def test_the_specification_of_any_basket_adds_up(basket: list[LineDraft]) -> None:
    specified = [row.amounts for row in vat_sums(basket)]

    assert sum(each.net for each in specified) == sums(basket).net
    assert sum(each.vat for each in specified) == sums(basket).vat
    assert sum(each.gross for each in specified) == sums(basket).gross


@settings(max_examples=times(40))
@given(
    price=st.decimals("0", "99999", places=2),
    before=st.sampled_from(SWEDISH_RATES),
    now=st.sampled_from(SWEDISH_RATES),
)
def test_a_price_that_follows_its_rate_keeps_what_the_seller_gets(
    price: Decimal, before: Decimal, now: Decimal
) -> None:
    followed = with_net_kept(price, before=before, now=now)

    assert abs(without_vat(followed, rate=now) - without_vat(price, rate=before)) <= Decimal("0.01")


@pytest.mark.parametrize("country", sorted({*EU, "XI"}))
def test_every_country_has_a_rate_on_every_day_since_oss_began(country: str) -> None:
    day = date(2021, 7, 1)
    while day < date(2029, 1, 1):
        assert rates_in(country, on_date=day)
        day += timedelta(days=30)


def _regional(parties: Parties, supply: Supply) -> set[Decimal]:
    area = parties.area(supply)
    return {Decimal(19), Decimal(16), Decimal(18), Decimal(22)} if area.region else set()
