"""Articles, accounts, financial years and the company."""

from datetime import date
from decimal import Decimal

from tamio.fortnox.client import Article, ArticleType
from tests.fortnox.client.far_side import FarSide, answered, fortnox, page, recorded


def test_an_article_is_created_with_its_account_as_a_number() -> None:
    far_side = FarSide(recorded("article_create"))

    article = fortnox(far_side).articles.create(
        Article(article_number="30", description="A value", sales_account=1250, ean=None)
    )

    assert far_side.bodies == [
        '{"Article":{"ArticleNumber":"30","Description":"A value","EAN":null,"SalesAccount":1250}}'
    ]
    assert (article.article_number, article.sales_account, article.vat) == ("30", 1250, Decimal(0))
    assert article.type == ArticleType.STOCK


def test_an_article_reads_as_recorded() -> None:
    article = fortnox(FarSide(recorded("article_get"))).articles.get("1")

    assert article.article_number == "1"
    assert article.sales_price is None or isinstance(article.sales_price, Decimal)


def test_an_article_is_patched() -> None:
    far_side = FarSide(recorded("article_update_partial_put"))

    fortnox(far_side).articles.update("FG-B/S", Article(description="Ny"))

    assert far_side.paths == ["/3/articles/FG-B%2FS"]
    assert far_side.bodies == ['{"Article":{"Description":"Ny"}}']


def test_the_chart_of_a_year_is_read_in_pages_of_500() -> None:
    rows = [{"Number": 3001, "Description": "Försäljning", "Active": True}]
    far_side = FarSide(page("Accounts", *rows, of=3), page("Accounts", of=3), page("Accounts"))

    accounts = fortnox(far_side).accounts.list(financial_year=2)

    assert [account.number for account in accounts] == [3001]
    assert far_side.paths == [
        f"/3/accounts?financialyear=2&limit=500&page={number}" for number in (1, 2, 3)
    ]


def test_an_account_reads_as_recorded() -> None:
    far_side = FarSide(recorded("account_get"))

    account = fortnox(far_side).accounts.get(1931, financial_year=2)

    assert far_side.paths == ["/3/accounts/1931?financialyear=2"]
    assert (account.number, account.active, account.vat_code, account.year) == (1931, True, None, 2)


def test_listed_accounts_lack_what_is_empty() -> None:
    far_side = FarSide(recorded("account_list_page1"), *[page("Accounts", of=12)] * 11)

    accounts = fortnox(far_side).accounts.list(financial_year=2)

    assert len(accounts) == 5
    assert accounts[0].vat_code is None


def test_the_year_of_a_day_is_found_by_its_date() -> None:
    far_side = FarSide(recorded("financialyears_by_date"))

    year = fortnox(far_side).financial_years.containing(date(2011, 7, 13))

    assert far_side.paths == ["/3/financialyears?date=2011-07-13&limit=500&page=1"]
    assert year is not None
    assert (year.id, year.from_date, year.to_date) == (2, date(2011, 7, 13), date(2012, 12, 31))


def test_a_day_outside_every_year_has_none() -> None:
    missed = FarSide(recorded("financialyears_by_date_miss"))
    other = FarSide(recorded("financialyears_by_date"))

    assert fortnox(missed).financial_years.containing(date(2011, 6, 13)) is None
    assert fortnox(other).financial_years.containing(date(2013, 1, 1)) is None


def test_the_company_s_tenant_id_is_a_text_whatever_its_type() -> None:
    company = {"CompanyName": "Tallen AB", "DatabaseNumber": 1234567, "ZipCode": ""}
    far_side = FarSide(answered(200, {"CompanyInformation": company}))

    found = fortnox(far_side).company_information.get()

    assert far_side.paths == ["/3/companyinformation"]
    assert (found.company_name, found.database_number, found.zip_code) == (
        "Tallen AB",
        "1234567",
        None,
    )
