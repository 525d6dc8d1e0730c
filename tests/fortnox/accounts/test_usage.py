"""Which of a month's rows would go where: counted in one query, whatever their number."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.accounts.usage import Booked, booked, groups_of, month_before
from tests.factories import NOW, make_invoice, make_product, make_store
from tests.fortnox.accounts.sales import OCTOBER, october
from tests.fortnox.accounts.test_choosing import choose, loaded

pytestmark = pytest.mark.django_db


def by_account(settings: Settings) -> dict[int | None, Booked]:
    first, last = month_before(NOW.date())
    groups = groups_of(store=settings.store, first_date=first, last_date=last, own_accounts=[])
    return {each.number: each for each in booked(groups, loaded(settings))}


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 23), (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2028, 3, 31), (date(2028, 2, 1), date(2028, 2, 29))),
    ],
)
def test_the_month_before_is_a_whole_calendar_month(day: date, month: tuple[date, date]) -> None:
    assert month_before(day) == month


def test_rows_are_counted_and_summed_by_account(shop: Store, settings_of_shop: Settings) -> None:
    october(shop)
    choose(settings_of_shop, goods__export=3105, goods__domestic__6=3003, goods__eu_business=3108)
    found = by_account(settings_of_shop)
    # 499.00 incl. 25 % is 399.20 net: two and one at home, one to Denmark with Swedish VAT.
    assert (found[3001].count, found[3001].net) == (3, {"SEK": Decimal("1596.80")})
    # 250.00 incl. 6 % is 235.85 net.
    assert (found[3003].count, found[3003].net) == (1, {"SEK": Decimal("235.85")})
    assert (found[3041].count, found[3041].net) == (1, {"SEK": Decimal("720.00")})
    assert found[3105].count == found[3108].count == 1
    assert [found[3105].examples, found[3108].examples] == [[1003], [1004]]
    lines = InvoiceLine.objects.filter(invoice__store=shop)
    assert sum(each.count for each in found.values()) == lines.count()


def test_other_months_and_other_stores_do_not_count(
    shop: Store, settings_of_shop: Settings
) -> None:
    make_invoice(store=shop, now=NOW)
    make_invoice(store=make_store(), now=OCTOBER)
    assert by_account(settings_of_shop) == {}


def test_rows_without_an_account_are_shown_apart(shop: Store, settings_of_shop: Settings) -> None:
    october(shop)
    choose(settings_of_shop, goods__export=3105)
    shop.chart_accounts.filter(number=3105).update(active=False)
    found = by_account(settings_of_shop)
    assert found[None].count == 1
    assert found[None].missing[0].decision.number == 3105


def test_a_product_with_an_account_of_its_own_is_told_apart(
    shop: Store, settings_of_shop: Settings
) -> None:
    october(shop)
    vase = shop.products.get(variants__sku="VAS")
    first, last = month_before(NOW.date())
    groups = groups_of(store=shop, first_date=first, last_date=last, own_accounts=[vase.pk])
    own = [group for group in groups if group.row.product_id == vase.pk]
    assert sum(group.count for group in own) == 5
    assert {group.row.product_id for group in groups} == {vase.pk, None}


def test_many_rows_are_as_many_queries_and_groups_as_few(
    shop: Store, django_assert_num_queries: Callable[[int], Any]
) -> None:
    products = [make_product(store=shop) for _ in range(12)]
    make_invoice(store=shop, contents=dict.fromkeys(products, 1), now=OCTOBER)
    first, last = month_before(NOW.date())
    with django_assert_num_queries(1):
        groups = groups_of(store=shop, first_date=first, last_date=last, own_accounts=[])
    assert [group.count for group in groups] == [12]
