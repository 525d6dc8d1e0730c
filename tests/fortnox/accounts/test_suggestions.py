"""Suggested by number, and borne out by name or VAT code (commerce_facts, section 5, traps)."""

import pytest

from tamio.fortnox.models import ChartAccount
from tamio.fortnox.sync.accounts.suggestions import suggestions
from tests.fortnox.accounts import charts


def suggested(accounts: charts.Accounts) -> dict[str, int]:
    return {
        key: found.number for key, found in suggestions(charts.chart(accounts).values()).items()
    }


def test_an_older_chart_has_goods_in_the_305x_series_and_services_in_304x() -> None:
    found = suggested(charts.OLDER)
    assert found["goods-domestic-25"] == 3001
    assert found["services-domestic-25"] == 3041
    assert found["services-domestic-0"] == 3044
    assert (found["goods-export"], found["services-export"]) == (3055, 3045)
    assert (found["goods-eu_consumer-25"], found["services-eu_consumer-25"]) == (3056, 3046)
    assert (found["goods-eu_business"], found["services-eu_business"]) == (3058, 3048)
    assert (found["shipping-domestic-25"], found["rounding"]) == (3520, 3740)
    assert "goods-oss" not in found


def test_numbers_that_mean_something_else_in_this_chart_are_told_by_their_names() -> None:
    found = suggested(charts.SWAPPED)
    assert found["goods-eu_business"] == 3105
    assert found["goods-export"] == 3106
    assert found["goods-eu_consumer-25"] == 3108


@pytest.mark.parametrize(
    ("cell", "account"),
    [
        ("goods-export", (3105, "Försäljning varor till annat EU-land, momsfri", "")),
        ("goods-export", (3105, "Försäljning varor till land utanför EU, momsfri", "VTEU")),
        ("goods-eu_business", (3108, "Försäljning varor, annat EU-land, momspliktig", "")),
        ("goods-eu_business", (3108, "Försäljning varor utanför EU, momsfri", "")),
        ("goods-eu_consumer-25", (3106, "Försäljning varor till annat EU-land, momsfri", "")),
        ("goods-domestic-12", (3002, "Försäljning varor inom Sverige, 6 % moms", "")),
        ("goods-domestic-12", (3002, "Försäljning varor inom Sverige, 12 % moms", "MP1")),
        ("goods-domestic-25", (3051, "Försäljning tjänster, 25 % moms", "MP1")),
        ("services-domestic-25", (3041, "Försäljning varor, 25 % moms", "MP1")),
        ("goods-domestic-25", (3001, "Konto 3001", "")),
        ("shipping-domestic-25", (3520, "Fakturerade frakter, export", "")),
        ("rounding", (3740, "Lämnade rabatter", "")),
    ],
)
def test_a_bas_number_is_not_suggested_against_its_name_or_code(
    cell: str, account: tuple[int, str, str]
) -> None:
    assert cell not in suggested([account])


def test_an_account_of_the_companys_own_is_found_by_name_and_code() -> None:
    found = suggested([(3620, "Varor 12 % webb", "MP2"), (3630, "Frakt utanför EU", "E")])
    assert found["goods-domestic-12"] == 3620
    assert found["shipping-export"] == 3630


def test_an_inactive_account_is_never_suggested() -> None:
    account = ChartAccount(
        number=3001, description="Varor inom Sverige, 25 % moms", vat_code="MP1", active=False
    )
    assert suggestions([account]) == {}
