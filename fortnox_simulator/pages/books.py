"""The tabs of the books: vouchers and the chart of accounts."""

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger import accounts as chart
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.figures import amount
from fortnox_simulator.pages.markup import Child, Html, join, tag
from fortnox_simulator.pages.tables import SHOWN, number, text, tight
from fortnox_simulator.state import State


def vouchers(simulator: State, company: Company) -> Html:
    """Each with its rows: a voucher is short, and nobody should have to click for it."""
    shelf = company.shelves["vouchers"]
    if not shelf:
        return tables.empty("Ingen verifikation än. En faktura som bokförs blir en.")
    columns = (
        tight("Verifikation"),
        tight("Datum"),
        text("Text"),
        text("Konto"),
        number("Debet"),
        number("Kredit"),
    )
    newest = list(shelf.values())[::-1][:SHOWN]
    rows = [cells for voucher in newest for cells in _rows(voucher)]
    return tables.counted(len(shelf), tables.table(columns, rows))


def _rows(voucher: Document) -> list[list[Child]]:
    name = f"{voucher['VoucherSeries']} {voucher['VoucherNumber']}"
    heads = [[name, voucher["TransactionDate"], voucher["Description"]]]
    heads += [["", "", ""]] * (len(voucher["VoucherRows"]) - 1)
    return [
        [*head, _account(row), _figure(row["Debit"]), _figure(row["Credit"])]
        for head, row in zip(heads, voucher["VoucherRows"], strict=True)
    ]


def _account(row: Document) -> Html:
    name = tag("span", row["Description"], class_="quiet small")
    return join([str(row["Account"]), " ", name])


def _figure(value: object) -> str:
    return amount(value) if value else ""


def accounts(simulator: State, company: Company) -> Html:
    year = company.year_of(simulator.clock.today())
    if year is None:
        return tables.empty("Inget räkenskapsår är upplagt för i dag.")
    columns = (number("Konto"), text("Benämning"), tight("Momskod"), tight("Läge"))
    rows = [
        (
            str(account["Number"]),
            account["Description"],
            account["VATCode"],
            tables.state("Aktivt", "good") if account["Active"] else tables.state("Inaktivt"),
        )
        for account in chart.accounts(company, year=year["Id"])
    ]
    note = f"Räkenskapsår {year['FromDate']} – {year['ToDate']}"
    return tag("section", tag("p", note, class_="quiet"), tables.table(columns, rows))
