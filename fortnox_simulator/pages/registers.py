"""The tabs of the registers that a sale refers to: customers and articles."""

from fortnox_simulator.companies.company import Company
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.markup import Html
from fortnox_simulator.pages.tables import SHOWN, number, text, tight
from fortnox_simulator.state import State


def customers(simulator: State, company: Company) -> Html:
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
    return tables.counted(len(shelf), tables.table(columns, rows))


def articles(simulator: State, company: Company) -> Html:
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
    return tables.counted(len(shelf), tables.table(columns, rows))
