"""Whatever is booked, the books add up to nothing; what is refused leaves no trace."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger.chart import chart
from fortnox_simulator.resources import vouchers
from fortnox_simulator.resources.call import Call
from fortnox_simulator.rounding import exact
from tests.simulator.caller import caller
from tests.tries import times

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
YEARS = {1: 2025, 2: 2026, 3: 2027}
ACCOUNTS = st.sampled_from([1510, 1930, 2081, 2421, 2611, 3001, 3740, 4000, 6570])
ORE = st.integers(min_value=0, max_value=10**11)
OFF_BY = st.integers(min_value=1, max_value=10**4)
ROWS = st.lists(st.tuples(ACCOUNTS, ORE), min_size=1, max_size=5)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(sorted(YEARS)), ROWS, ACCOUNTS, st.none() | OFF_BY), max_size=8
)


def body(year: int, debits: list[tuple[int, int]], account: int, off_by: int) -> dict[str, Any]:
    """Debits in öre against one credit; what that is off by is what the voucher is."""
    credit = sum(amount for _, amount in debits) + off_by
    rows = [{"Account": number, "Debit": amount / 100} for number, amount in debits]
    return {
        "Description": "Verifikat",
        "TransactionDate": f"{YEARS[year]}-06-30",
        "VoucherSeries": "A",
        "Year": year,
        "VoucherRows": [*rows, {"Account": account, "Credit": credit / 100}],
    }


def is_booked(company: Company, year: int, voucher: dict[str, Any]) -> bool:
    query = {"financialyear": str(year)}
    call = Call(company, NOW, NOW.date(), query=query, body={"Voucher": voucher})
    try:
        vouchers.create(call)
    except FortnoxError:
        return False
    return True


def trial_balance(company: Company, year: int, field: str) -> Decimal:
    whole = chart(company, company.shelves["financialyears"][str(year)]).values()
    return sum((exact(account[field]) for account in whole), Decimal(0))


def books(company: Company) -> list[Any]:
    """Everything that a voucher may change, for every year."""
    years = company.shelves["financialyears"].values()
    return [dict(company.shelves["vouchers"]), *(dict(chart(company, year)) for year in years)]


@settings(max_examples=times(0.3))
@given(entries=ENTRIES)
def test_any_sequence_of_vouchers_keeps_the_trial_balance_at_zero(
    entries: list[tuple[int, list[tuple[int, int]], int, int | None]],
) -> None:
    company = caller(
        financial_years=[
            {"FromDate": f"{year}-01-01", "ToDate": f"{year}-12-31"} for year in YEARS.values()
        ]
    ).company
    expected = dict.fromkeys(YEARS, 0)

    for year, debits, account, off_by in entries:
        before = books(company)
        done = is_booked(company, year, body(year, debits, account, off_by or 0))
        assert done is (off_by is None)
        if not done:
            assert books(company) == before
        expected[year] += done

    for year, count in expected.items():
        assert trial_balance(company, year, "BalanceCarriedForward") == 0
        assert trial_balance(company, year, "BalanceBroughtForward") == 0
        keys = [key for key in company.shelves["vouchers"] if key.startswith(f"{year}/")]
        assert keys == [f"{year}/A/{number}" for number in range(1, count + 1)]


@settings(max_examples=times(0.4))
@given(amounts=st.lists(ORE, min_size=1, max_size=20))
def test_each_account_ends_where_its_rows_take_it(amounts: list[int]) -> None:
    company = caller(financial_years=[{"FromDate": "2026-01-01", "ToDate": "2026-12-31"}]).company

    for amount in amounts:
        assert is_booked(company, 1, body(1, [(1930, amount)], 3001, 0) | {"Year": 1,
                         "TransactionDate": "2026-01-01"})  # fmt: skip

    whole = chart(company, company.shelves["financialyears"]["1"])
    assert exact(whole[1930]["BalanceCarriedForward"]) == Decimal(sum(amounts)) / 100
    assert exact(whole[3001]["BalanceCarriedForward"]) == -Decimal(sum(amounts)) / 100
