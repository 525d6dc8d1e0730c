"""/companies/{tenant}: orders, customers, articles, accounts."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger import accounts
from fortnox_simulator.oauth.scopes import LICENCE_NAMES
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.figures import amount
from fortnox_simulator.pages.layout import FRESH_SECONDS, page
from fortnox_simulator.pages.markup import Html, tag
from fortnox_simulator.pages.tables import link, number, text, tight
from fortnox_simulator.state import State

SHOWN = 200
TABS = {"orders": "Order", "customers": "Kunder", "articles": "Artiklar", "accounts": "Konton"}


async def show(simulator: State, request: Request) -> Response:
    company = simulator.companies.get(int(request.path_params["tenant"]))
    tab = request.path_params.get("tab", "orders")
    if company is None or tab not in TABS:
        return missing("Företaget finns inte.")
    content = CONTENTS[tab](simulator, company)
    return page(company.name, _card(company), _tabs(company, tab), content, trail=(COMPANIES,))


def missing(reason: str) -> Response:
    return page("Finns inte", tag("p", reason), trail=(COMPANIES,), refresh=False, status=404)


COMPANIES = ("Företag", "/")


def order_state(order: Document) -> Html:
    if order["Cancelled"]:
        return tables.state("Makulerad", "wrong")
    if order["InvoiceReference"] != "0":
        return tables.state(f"Fakturerad · {order['InvoiceReference']}", "good")
    return tables.state("Ej fakturerad", "waiting")


def _card(company: Company) -> Html:
    licences = ", ".join(LICENCE_NAMES.get(held, held) for held in sorted(company.licences))
    number_of = company.card["organisation_number"]
    facts = f"{number_of} · databasnummer {company.tenant} · licenser: {licences}"
    return tag("p", facts, class_="quiet")


def _tabs(company: Company, current: str) -> Html:
    links = [
        tag(
            "a",
            title,
            href=f"/companies/{company.tenant}/{name}",
            aria_current="page" if name == current else None,
        )
        for name, title in TABS.items()
    ]
    return tag("nav", links, class_="tabs", aria_label="Register")


def _orders(simulator: State, company: Company) -> Html:
    shelf = company.shelves["orders"]
    if not shelf:
        return tables.empty("Ingen order än. Den första syns här så snart den kommer.")
    columns = (
        tight("Order"),
        tight("Datum"),
        text("Kund"),
        text("Extern referens"),
        tight("Läge"),
        number("Att betala"),
    )
    arrived = shelf.arrived(within_seconds=FRESH_SECONDS)
    newest = list(shelf.values())[::-1][:SHOWN]
    rows = [
        (
            link(
                order["DocumentNumber"],
                f"/companies/{company.tenant}/orders/{order['DocumentNumber']}",
            ),
            order["OrderDate"],
            f"{order['CustomerName']} ({order['CustomerNumber']})",
            order["ExternalInvoiceReference1"],
            order_state(order),
            amount(order["TotalToPay"], currency=order["Currency"]),
        )
        for order in newest
    ]
    return _counted(len(shelf), tables.table(columns, rows, fresh=arrived))


def _customers(simulator: State, company: Company) -> Html:
    shelf = company.shelves["customers"]
    if not shelf:
        return tables.empty("Ingen kund än.")
    columns = (
        tight("Kundnr"),
        text("Namn"),
        tight("Org.nr"),
        text("E-post"),
        text("Ort"),
        tight("Momstyp"),
    )
    rows = [
        (
            customer["CustomerNumber"],
            customer["Name"],
            customer["OrganisationNumber"],
            customer["Email"],
            f"{customer['ZipCode'] or ''} {customer['City'] or ''}",
            customer["VATType"],
        )
        for customer in list(shelf.values())[::-1][:SHOWN]
    ]
    return _counted(len(shelf), tables.table(columns, rows))


def _articles(simulator: State, company: Company) -> Html:
    shelf = company.shelves["articles"]
    if not shelf:
        return tables.empty("Ingen artikel än.")
    columns = (
        tight("Artikelnr"),
        text("Benämning"),
        tight("Typ"),
        tight("Enhet"),
        number("Konto"),
        number("Moms"),
    )
    types = {"STOCK": "Vara", "SERVICE": "Tjänst"}
    rows = [
        (
            article["ArticleNumber"],
            article["Description"],
            types[article["Type"]],
            article["Unit"],
            str(article["SalesAccount"]),
            f"{article['VAT']} %",
        )
        for article in list(shelf.values())[::-1][:SHOWN]
    ]
    return _counted(len(shelf), tables.table(columns, rows))


def _accounts(simulator: State, company: Company) -> Html:
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
        for account in accounts.accounts(company, year=year["Id"])
    ]
    note = f"Räkenskapsår {year['FromDate']} – {year['ToDate']}"
    return tag("section", tag("p", note, class_="quiet"), tables.table(columns, rows))


def _counted(count: int, content: Html) -> Html:
    note = f"De senaste {SHOWN} av {count}." if count > SHOWN else None
    return tag("section", content, tag("p", note, class_="quiet small"))


CONTENTS: dict[str, Callable[[State, Company], Html]] = {
    "orders": _orders,
    "customers": _customers,
    "articles": _articles,
    "accounts": _accounts,
}
