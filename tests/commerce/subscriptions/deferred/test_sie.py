"""The file for the accountant, read by a reader of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.subscriptions.deferred.reading import Item
from tamio.commerce.subscriptions.deferred.report import ledgers_of
from tamio.commerce.subscriptions.deferred.sie import Row, Voucher, sie_file
from tamio.commerce.subscriptions.deferred.sold import (
    PREPAID,
    PREPAID_NAME,
    Account,
    Sold,
    account_by_bas,
)
from tamio.commerce.subscriptions.deferred.vouchers import vouchers
from tests.commerce.subscriptions.deferred.sie_reader import ReadFile, read_sie
from tests.commerce.subscriptions.deferred.test_spreading import FIRST, ITEMS, LAST, SERVICE

INCOME = Account(PREPAID, PREPAID_NAME)
YEAR = Item(SERVICE, "SEK", date(2026, 1, 10), 365_000, date(2026, 1, 1), date(2027, 1, 1))


def written(
    found: list[Item], *, account: Account | None = None, first: date = FIRST, last: date = LAST
) -> ReadFile:
    (ledger,) = ledgers_of(found, first=first, last=last)
    with override("sv"):
        made = vouchers(ledger, account_of=lambda sold: account or account_by_bas(sold),
                        prepaid=INCOME)  # fmt: skip
        return read_sie(file_of(made))


def file_of(made: list[Voucher], *, company: str = "Växjö Glas AB") -> bytes:
    return sie_file(made, company=company, organisation_number="556703-7485",
                    made_on=date(2026, 11, 27))  # fmt: skip


def test_the_file_says_what_it_is_and_whose() -> None:
    content = file_of([])
    assert content.startswith(b"#FLAGGA 0\r\n#PROGRAM ")
    assert "Växjö".encode("cp437") in content
    labels = read_sie(content).labels
    assert labels["#FORMAT"] == ["PC8"]
    assert labels["#GEN"] == ["20261127"]
    assert labels["#SIETYP"] == ["4"]
    assert labels["#ORGNR"] == ["556703-7485"]
    assert labels["#FNAMN"] == ["Växjö Glas AB"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ('Bo "Bosse" Ek', 'Bo "Bosse" Ek'),
        ("Vår – butik…", "Vår - butik..."),
        ("Łódź\r\n#VER", "?ódz#VER"),
        ("C:\\kassan", "C:/kassan"),
        ("日本", "??"),
    ],
)
def test_a_name_stays_one_word_of_one_line(name: str, read: str) -> None:
    assert read_sie(file_of([], company=name)).labels["#FNAMN"] == [read]


def test_a_year_moves_away_when_billed_and_comes_back_month_by_month() -> None:
    read = written([YEAR])
    assert read.accounts == {"2970": PREPAID_NAME, "3041": "Försäljning tjänster 25 % moms"}
    assert [each.dated for each in read.vouchers[:2]] == ["20260131", "20260228"]
    assert read.vouchers[0].text == "Periodisering 2026-01"
    assert [row[:2] for row in read.vouchers[0].rows] == [
        ("3041", Decimal("3340.00")), ("2970", Decimal("-3340.00")),
    ]  # fmt: skip
    assert [row[:2] for row in read.vouchers[1].rows] == [
        ("3041", Decimal("-280.00")), ("2970", Decimal("280.00")),
    ]  # fmt: skip
    assert len(read.vouchers) == 12


def test_what_is_sold_as_prepaid_is_moved_when_it_is_earned() -> None:
    read = written([YEAR], account=Account(2972, "Förutbetalda prenumerationer"))
    assert [row[:2] for row in read.vouchers[0].rows] == [
        ("2972", Decimal("310.00")), ("3041", Decimal("-310.00")),
    ]  # fmt: skip


@given(st.lists(ITEMS, max_size=8))
def test_vouchers_balance_and_the_account_ends_empty(found: list[Item]) -> None:
    read = written(found)
    for voucher in read.vouchers:
        assert sum(amount for _account, amount, _text in voucher.rows) == 0
    prepaid = [
        amount for each in read.vouchers for account, amount, _ in each.rows if account == "2970"
    ]
    assert sum(prepaid) == 0


@given(st.lists(ITEMS, max_size=8), st.integers(1, 60))
def test_the_account_holds_what_the_report_says(found: list[Item], months: int) -> None:
    last = date(FIRST.year + months // 12, months % 12 + 1, 1)
    dated = [each for each in found if each.dated < last]
    (ledger,) = ledgers_of(dated, first=FIRST, last=last)
    read = written(dated, last=last)
    held = [amount for each in read.vouchers for number, amount, _ in each.rows if number == "2970"]
    assert -sum(held, Decimal(0)) == ledger.months()[-1].prepaid


def test_a_voucher_that_does_not_balance_is_refused() -> None:
    with pytest.raises(ValueError, match="does not balance"):
        file_of([Voucher(date(2026, 1, 31), "", [Row(INCOME, Decimal(1))])])


@pytest.mark.parametrize(
    ("item_type", "treatment", "rate", "number"),
    [
        ("service", "domestic", "25.00", 3041), ("digital", "domestic", "6.00", 3043),
        ("physical", "domestic", "12.00", 3002), ("service", "domestic", "0.00", 3044),
        ("physical", "export", "0.00", 3105), ("physical", "eu_consumer", "25.00", 3106),
        ("physical", "eu_business", "0.00", 3108), ("service", "eu_business", "0.00", 3308),
        ("service", "oss", "19.00", 3309),
    ],
)  # fmt: skip
def test_accounts_by_the_bas_plan(item_type: str, treatment: str, rate: str, number: int) -> None:
    sold = Sold(kind="item", item_type=item_type, treatment=treatment, rate=Decimal(rate))
    assert account_by_bas(sold).number == number
