"""An order or an invoice as it looks to the accountant."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger import accounts
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.company import TABS, missing
from fortnox_simulator.pages.figures import amount, percent, quantity
from fortnox_simulator.pages.layout import COMPANIES, page
from fortnox_simulator.pages.markup import Child, Html, join, tag
from fortnox_simulator.pages.states import UNINVOICED, invoice_state, order_state
from fortnox_simulator.pages.tables import number, text, tight
from fortnox_simulator.rounding import exact
from fortnox_simulator.sales.amounts import of
from fortnox_simulator.state import State

COLUMNS = (
    tight("Artikelnr"),
    text("Benämning"),
    number("Antal"),
    tight("Enhet"),
    number("À-pris"),
    number("Rabatt"),
    number("Moms"),
    text("Konto"),
    number("Summa"),
)


@dataclass(frozen=True)
class Kind:
    """How the two differ on paper."""

    shelf: str
    title: str
    missing: str
    rows: str
    date: str
    state: Callable[[Document], Html]
    dates: dict[str, str]
    references: dict[str, str]


ORDER = Kind(
    shelf="orders",
    title="Order",
    missing="Ordern finns inte.",
    rows="OrderRows",
    date="OrderDate",
    state=order_state,
    dates={"Orderdatum": "OrderDate", "Leveransdatum": "DeliveryDate"},
    references={},
)
INVOICE = Kind(
    shelf="invoices",
    title="Faktura",
    missing="Fakturan finns inte.",
    rows="InvoiceRows",
    date="InvoiceDate",
    state=invoice_state,
    dates={"Fakturadatum": "InvoiceDate", "Förfallodatum": "DueDate"},
    references={"OCR": "OCR"},
)


async def show_order(simulator: State, request: Request) -> Response:
    """/companies/{tenant}/orders/{number}"""
    return _show(simulator, request, ORDER)


async def show_invoice(simulator: State, request: Request) -> Response:
    """/companies/{tenant}/invoices/{number}"""
    return _show(simulator, request, INVOICE)


def _show(simulator: State, request: Request, kind: Kind) -> Response:
    company = simulator.companies.get(int(request.path_params["tenant"]))
    shelf = company.shelves[kind.shelf] if company else {}
    document = shelf.get(request.path_params["number"])
    if company is None or document is None:
        return missing(kind.missing)
    home = f"/companies/{company.tenant}"
    trail = (COMPANIES, (company.name, home), (TABS[kind.shelf], f"{home}/{kind.shelf}"))
    rows = [_row(company, document, row, kind) for row in document[kind.rows]]
    sheet = tag(
        "article",
        _facts(company, document, kind),
        tables.table(COLUMNS, rows) if rows else tables.empty("Inga rader."),
        _sums(document, kind),
        class_="sheet",
    )
    return page(f"{kind.title} {document['DocumentNumber']}", sheet, trail=trail)


def _facts(company: Company, document: Document, kind: Kind) -> Html:
    buyer = _address(document, "CustomerName", "Address1", "Address2", "ZipCode", "City", "Country")
    delivery = _address(
        document,
        "DeliveryName",
        "DeliveryAddress1",
        "DeliveryAddress2",
        "DeliveryZipCode",
        "DeliveryCity",
        "DeliveryCountry",
    )
    facts: dict[str, Child] = {
        "Kund": buyer,
        "Kundnummer": document["CustomerNumber"],
        "Org.nr": document["OrganisationNumber"],
        "Leveransadress": delivery,
        **{name: document[field] for name, field in kind.dates.items()},
        "Läge": kind.state(document),
        **_other_end(company, document, kind),
        "Betalningsvillkor": document["TermsOfPayment"],
        **{name: document[field] for name, field in kind.references.items()},
        "Extern referens": document["ExternalInvoiceReference1"],
        "Extern referens 2": document["ExternalInvoiceReference2"],
        "Ert ordernummer": document["YourOrderNumber"],
        "Er referens": document["YourReference"],
        "Vår referens": document["OurReference"],
        "Priser": "inkl. moms" if document["VATIncluded"] else "exkl. moms",
        "Kommentar": document["Comments"],
    }
    pairs = [
        tag("div", tag("dt", name), tag("dd", value)) for name, value in facts.items() if value
    ]
    return tag("dl", pairs, class_="facts")


def _other_end(company: Company, document: Document, kind: Kind) -> dict[str, Html]:
    """From the order to its invoice, and back."""
    field, other = ("InvoiceReference", INVOICE) if kind is ORDER else ("OrderReference", ORDER)
    number_there = document[field]
    if number_there == UNINVOICED:
        return {}
    address = f"/companies/{company.tenant}/{other.shelf}/{number_there}"
    return {other.title: tables.link(number_there, address)}


def _address(document: Document, *names: str) -> Html | None:
    """Postal code and city share a line."""
    first, one, two, zip_code, city, country = (document[name] for name in names)
    lines = [first, one, two, f"{zip_code} {city}".strip(), country]
    shown = [tag("div", line) for line in lines if line]
    return join(shown) if shown else None


def _row(company: Company, document: Document, row: Document, kind: Kind) -> list[Child]:
    delivered = row["DeliveredQuantity"]
    ordered = row.get("OrderedQuantity", delivered)
    count = quantity(delivered)
    if delivered != ordered:
        count = f"{quantity(delivered)} av {quantity(ordered)}"
    return [
        row["ArticleNumber"],
        row["Description"],
        count,
        row["Unit"],
        amount(row["Price"]),
        _discount(row),
        percent(row["VAT"]),
        _account(company, document[kind.date], row["AccountNumber"]),
        amount(row["Total"]),
    ]


def _discount(row: Document) -> str:
    if not row["Discount"]:
        return ""
    if row["DiscountType"] == "PERCENT":
        return percent(row["Discount"])
    return amount(row["Discount"])


def _account(company: Company, day: str, account_number: int) -> Child:
    """The number, and its name in a quieter tone."""
    if not account_number:
        return ""
    years = company.shelves["financialyears"].values()
    for year in years:
        if year["FromDate"] <= day <= year["ToDate"]:
            found = accounts.account(company, year=year["Id"], number=account_number)
            if found:
                name = tag("span", found["Description"], class_="quiet small")
                return join([str(account_number), " ", name])
    return str(account_number)


def _sums(document: Document, kind: Kind) -> Html:
    lines: list[tuple[str, str]] = [("Netto", amount(document["Net"]))]
    for name, title in (("Freight", "Frakt"), ("AdministrationFee", "Expeditionsavgift")):
        if document[name]:
            lines.append((title, amount(_net_fee(document, name))))
    lines += [(f"Moms {rate}", vat) for rate, vat in _vat_by_rate(document, kind)]
    if document["RoundOff"]:
        lines.append(("Öresavrundning", amount(document["RoundOff"])))
    rows = [tag("tr", tag("td", name), tag("td", sum_, class_="number")) for name, sum_ in lines]
    total = tag(
        "tr",
        tag("td", "Att betala"),
        tag("td", amount(document["TotalToPay"], currency=document["Currency"]), class_="number"),
        class_="total",
    )
    return tag("table", tag("tbody", rows, total), class_="sums")


def _net_fee(document: Document, name: str) -> Decimal:
    """Without VAT, like the line above it: the specification must add up."""
    included = exact(document[f"{name}VAT"]) if document["VATIncluded"] else Decimal(0)
    return exact(document[name]) - included


def _vat_by_rate(document: Document, kind: Kind) -> list[tuple[str, str]]:
    """The specification per rate; freight and fees follow on one line of their own."""
    sums: dict[object, object] = {}
    for row in document[kind.rows]:
        vat = of(row, vat_included=document["VATIncluded"]).vat
        sums[row["VAT"]] = exact(sums.get(row["VAT"], 0)) + vat
    lines = [(percent(rate), amount(vat)) for rate, vat in sums.items() if vat]
    fees = exact(document["FreightVAT"]) + exact(document["AdministrationFeeVAT"])
    if fees:
        lines.append(("på avgifter", amount(fees)))
    return lines or [("", amount(0))]
