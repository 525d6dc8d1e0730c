"""/companies/{tenant}/orders/{number}: the order as it looks to the accountant."""

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger import accounts
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.company import COMPANIES, missing, order_state
from fortnox_simulator.pages.figures import amount, percent, quantity
from fortnox_simulator.pages.layout import page
from fortnox_simulator.pages.markup import Child, Html, join, tag
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


async def show(simulator: State, request: Request) -> Response:
    company = simulator.companies.get(int(request.path_params["tenant"]))
    order = company.shelves["orders"].get(request.path_params["number"]) if company else None
    if company is None or order is None:
        return missing("Ordern finns inte.")
    trail = (COMPANIES, (company.name, f"/companies/{company.tenant}"))
    sheet = tag(
        "article",
        _facts(order),
        tables.table(COLUMNS, [_row(company, order, row) for row in order["OrderRows"]])
        if order["OrderRows"]
        else tables.empty("Ordern har inga rader."),
        _sums(order),
        class_="sheet",
    )
    return page(f"Order {order['DocumentNumber']}", sheet, trail=trail)


def _facts(order: Document) -> Html:
    buyer = _address(order, "CustomerName", "Address1", "Address2", "ZipCode", "City", "Country")
    delivery = _address(
        order,
        "DeliveryName",
        "DeliveryAddress1",
        "DeliveryAddress2",
        "DeliveryZipCode",
        "DeliveryCity",
        "DeliveryCountry",
    )
    facts: dict[str, Child] = {
        "Kund": buyer,
        "Kundnummer": order["CustomerNumber"],
        "Org.nr": order["OrganisationNumber"],
        "Leveransadress": delivery,
        "Orderdatum": order["OrderDate"],
        "Leveransdatum": order["DeliveryDate"],
        "Läge": order_state(order),
        "Betalningsvillkor": order["TermsOfPayment"],
        "Extern referens": order["ExternalInvoiceReference1"],
        "Extern referens 2": order["ExternalInvoiceReference2"],
        "Ert ordernummer": order["YourOrderNumber"],
        "Er referens": order["YourReference"],
        "Vår referens": order["OurReference"],
        "Priser": "inkl. moms" if order["VATIncluded"] else "exkl. moms",
        "Kommentar": order["Comments"],
    }
    pairs = [
        tag("div", tag("dt", name), tag("dd", value)) for name, value in facts.items() if value
    ]
    return tag("dl", pairs, class_="facts")


def _address(order: Document, *names: str) -> Html | None:
    """Postal code and city share a line."""
    first, one, two, zip_code, city, country = (order[name] for name in names)
    lines = [first, one, two, f"{zip_code} {city}".strip(), country]
    shown = [tag("div", line) for line in lines if line]
    return join(shown) if shown else None


def _row(company: Company, order: Document, row: Document) -> list[Child]:
    delivered, ordered = row["DeliveredQuantity"], row["OrderedQuantity"]
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
        _account(company, order, row["AccountNumber"]),
        amount(row["Total"]),
    ]


def _discount(row: Document) -> str:
    if not row["Discount"]:
        return ""
    if row["DiscountType"] == "PERCENT":
        return percent(row["Discount"])
    return amount(row["Discount"])


def _account(company: Company, order: Document, account_number: int) -> Child:
    """The number, and its name in a quieter tone."""
    if not account_number:
        return ""
    years = company.shelves["financialyears"].values()
    for year in years:
        if year["FromDate"] <= order["OrderDate"] <= year["ToDate"]:
            found = accounts.account(company, year=year["Id"], number=account_number)
            if found:
                name = tag("span", found["Description"], class_="quiet small")
                return join([str(account_number), " ", name])
    return str(account_number)


def _sums(order: Document) -> Html:
    lines: list[tuple[str, str]] = [("Netto", amount(order["Net"]))]
    for name, title in (("Freight", "Frakt"), ("AdministrationFee", "Expeditionsavgift")):
        if order[name]:
            lines.append((title, amount(order[name])))
    lines += [(f"Moms {rate}", vat) for rate, vat in _vat_by_rate(order)]
    if order["RoundOff"]:
        lines.append(("Öresavrundning", amount(order["RoundOff"])))
    rows = [tag("tr", tag("td", name), tag("td", sum_, class_="number")) for name, sum_ in lines]
    total = tag(
        "tr",
        tag("td", "Att betala"),
        tag("td", amount(order["TotalToPay"], currency=order["Currency"]), class_="number"),
        class_="total",
    )
    return tag("table", tag("tbody", rows, total), class_="sums")


def _vat_by_rate(order: Document) -> list[tuple[str, str]]:
    """The specification per rate; freight and fees follow on one line of their own."""
    sums: dict[object, object] = {}
    for row in order["OrderRows"]:
        vat = of(row, vat_included=order["VATIncluded"]).vat
        sums[row["VAT"]] = exact(sums.get(row["VAT"], 0)) + vat
    lines = [(percent(rate), amount(vat)) for rate, vat in sums.items() if vat]
    fees = exact(order["FreightVAT"]) + exact(order["AdministrationFeeVAT"])
    if fees:
        lines.append(("på avgifter", amount(fees)))
    return lines or [("", amount(0))]
