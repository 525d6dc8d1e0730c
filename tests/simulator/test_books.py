"""/3/companyinformation, /3/financialyears, /3/accounts, /3/units."""

from typing import Any

import pytest

from fortnox_simulator.faults import Malformed
from tests.simulator.caller import TENANT, Caller, caller, refusal

SEEDED: dict[str, Any] = {
    "financial_years": [
        {"FromDate": "2010-01-01", "ToDate": "2010-12-31"},
        {"FromDate": "2011-01-01", "ToDate": "2011-12-31"},
    ],
    "voucher_series": [{"Code": "W", "Description": "Webbutiken", "Manual": True}],
    "vouchers": [
        {
            "Description": "Utbetalning",
            "TransactionDate": "2011-05-02",
            "VoucherSeries": "W",
            "VoucherRows": [{"Account": 1930, "Debit": 95}, {"Account": 1686, "Credit": 95}],
        }
    ],
    "predefined_accounts": {"ROUNDOFF": 3790},
}


def test_the_company_says_its_tenant_id() -> None:
    status, body = caller(name="Norrsken Handel AB").get("/companyinformation")

    company = body["CompanyInformation"]
    assert (status, company["CompanyName"]) == (200, "Norrsken Handel AB")
    assert company["DatabaseNumber"] == TENANT


def test_last_year_this_year_and_next_year_are_open() -> None:
    fortnox = caller()
    this = fortnox.state.clock.today().year

    for year in (this - 1, this, this + 1):
        listed = fortnox.get(f"/financialyears?date={year}-06-30")[1]["FinancialYears"]
        assert [item["FromDate"] for item in listed] == [f"{year}-01-01"]
    assert fortnox.get(f"/financialyears?date={this + 2}-01-01")[1]["FinancialYears"] == []
    assert refusal(fortnox.get("/financialyears?date=today")) == (400, 2000588)


def test_one_year_is_read_by_its_id() -> None:
    fortnox = caller()

    assert fortnox.get("/financialyears/2")[1]["FinancialYear"]["Id"] == 2
    assert fortnox.get("/financialyears/9")[0] == 404


def test_the_chart_belongs_to_a_year() -> None:
    fortnox = caller(accounts={"3041": {"Active": False}, "3999": {"Description": "Eget"}})

    url = fortnox.get("/accounts/3001?financialyear=1")[1]["Account"]["@url"]
    assert url == "https://api.fortnox.se/3/accounts/3001?financialyear=1"
    assert fortnox.get("/accounts/3041")[1]["Account"]["Active"] is False
    assert fortnox.get("/accounts/3999")[1]["Account"]["Description"] == "Eget"
    assert refusal(fortnox.get("/accounts/9999")) == (404, 2000423)
    assert refusal(fortnox.get("/accounts/3001?financialyear=7")) == (400, 2000588)


def test_an_account_without_a_project_has_empty_text_in_lists_and_0_alone() -> None:
    """Recorded alone (account_get); described, and sampled by an author, in lists."""
    fortnox = caller()

    assert fortnox.get("/accounts?limit=1")[1]["Accounts"][0]["Project"] == ""
    alone = fortnox.get("/accounts/1010")[1]["Account"]["Project"]
    assert (type(alone), alone) == (int, 0)


def test_the_revenue_accounts_carry_their_rates() -> None:
    accounts = caller().get("/accounts?limit=500")[1]["Accounts"]
    codes = {account["Number"]: account["VATCode"] for account in accounts}

    assert [codes[n] for n in (3001, 3002, 3003, 3004)] == ["MP1", "MP2", "MP3", "MF"]
    assert [codes[n] for n in (3041, 3042, 3043, 3044)] == ["MP1", "MP2", "MP3", "MF"]
    assert [codes[n] for n in (3105, 3106, 3108, 3305, 3308)] == [
        "E",
        "MP1",
        "VTEU",
        "OTTU",
        "FTEU",
    ]
    assert len(accounts) == len(codes) > 250


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1510, "Kundfordringar"),
        (1580, "kontokort"),
        (1630, "skattekonto"),
        (1650, "Momsfordran"),
        (1910, "Kassa"),
        (1980, "Valutakonton"),
        (2421, "presentkort"),
        (2611, "moms på försäljning inom Sverige, 25 %"),
        (2617, "omvänd betalningsskyldighet"),
        (2670, "OSS"),
        (2970, "Förutbetalda intäkter"),
        (3105, "utanför EU"),
        (3106, "annat EU-land, momspliktig"),
        (3108, "annat EU-land, momsfri"),
        (3109, "OSS"),
        (3740, "Öres- och kronutjämning"),
        (3914, "hyresintäkter"),
        (3996, "reklambidrag"),
        (4000, "Inköp av varor"),
        (6064, "Factoring"),
        (6570, "Bankkostnader"),
    ],
)
def test_the_chart_has_what_a_shop_books_on(number: int, words: str) -> None:
    assert words in caller().get(f"/accounts/{number}")[1]["Account"]["Description"]


def test_the_revenue_side_is_whole() -> None:
    fortnox = caller()
    pages = [fortnox.get(f"/accounts?limit=500&page={page}")[1]["Accounts"] for page in (1, 2)]
    accounts = [account for page in pages for account in page]

    revenue = [account for account in accounts if 3000 <= account["Number"] < 4000]
    assert len(revenue) == 127
    assert {account["Number"] // 100 for account in revenue} == set(range(30, 40))
    assert all(account["Description"] and account["SRU"] for account in accounts)


def test_a_seed_brings_series_vouchers_and_predefined_accounts() -> None:
    fortnox = caller(**SEEDED)

    assert fortnox.get("/vouchers/W/1?financialyear=2")[1]["Voucher"]["Year"] == 2
    assert fortnox.get("/voucherseries/W?financialyear=1")[0] == 200
    assert fortnox.get("/predefinedaccounts/ROUNDOFF")[1]["PreDefinedAccount"]["Account"] == 3790


def test_a_seed_books_in_a_period_that_it_locks_afterwards() -> None:
    fortnox = caller(**SEEDED, locked_until="2011-12-31")

    assert fortnox.get("/vouchers/W/1?financialyear=2")[0] == 200
    body = {"Voucher": {**SEEDED["vouchers"][0], "Year": 2}}
    assert refusal(fortnox.post("/vouchers?financialyear=2", body)) == (400, 2000401)


@pytest.mark.parametrize(
    ("field", "content", "place"),
    [
        ("vouchers", [{"Description": "A"}], "companies.vouchers[0]"),
        ("voucher_series", [{"Code": "W"}, {"Code": "A"}], "companies.voucher_series[1]"),
        ("predefined_accounts", {"ROUND": 3740}, "companies.predefined_accounts.ROUND"),
    ],
)
def test_a_seed_holds_no_books_that_fortnox_would_refuse(
    field: str, content: Any, place: str
) -> None:
    with pytest.raises(Malformed, match=r"vouchers|voucher_series|predefined_accounts") as refused:
        caller(**{field: content})
    assert refused.value.field == place


def test_the_books_need_their_scopes() -> None:
    state = caller().state
    scopes = {"accountcharts": "bookkeeping", "vouchers": "bookkeeping",
              "vouchers/sublist": "bookkeeping", "voucherseries": "bookkeeping",
              "predefinedaccounts": "settings"}  # fmt: skip

    for path, scope in scopes.items():
        assert Caller(state, scopes=(scope,)).get(f"/{path}")[0] == 200
        other = "settings" if scope == "bookkeeping" else "bookkeeping"
        assert refusal(Caller(state, scopes=(other,)).get(f"/{path}")) == (403, 2000663)


def test_accounts_outside_every_year_cannot_be_listed() -> None:
    past = [{"FromDate": "2011-01-01", "ToDate": "2011-12-31"}]

    assert refusal(caller(financial_years=past).get("/accounts")) == (400, 2000588)


def test_units_can_be_listed_read_and_added_once() -> None:
    fortnox = caller()
    unit = {"Unit": {"Code": "pall", "Description": "Pall"}}

    assert {"st", "h", "kg", "m", "mån"} <= {
        item["Code"] for item in fortnox.get("/units")[1]["Units"]
    }
    assert fortnox.post("/units", unit)[0] == 201
    assert fortnox.get("/units/pall")[1]["Unit"]["Description"] == "Pall"
    assert fortnox.post("/units", unit)[0] == 400
    assert refusal(fortnox.get("/units/absent")) == (404, 2000432)


def test_terms_of_payment_are_kept_in_capitals() -> None:
    fortnox = caller()
    terms = {"TermsOfPayment": {"Code": "90dagar", "Description": "90 dagar"}}

    assert fortnox.post("/termsofpayments", terms)[1]["TermsOfPayment"]["Code"] == "90DAGAR"
    assert fortnox.get("/termsofpayments/90DAGAR")[0] == 200
    assert fortnox.post("/termsofpayments", terms)[0] == 400
    terms["TermsOfPayment"]["Code"] = "90 dagar"
    assert refusal(fortnox.post("/termsofpayments", terms)) == (400, 2000106)
    assert len(fortnox.get("/termsofpayments?limit=500")[1]["TermsOfPayments"]) == 10
