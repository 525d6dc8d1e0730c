"""Where an order or invoice stands, in a word with a dot."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.markup import Html
from fortnox_simulator.rounding import exact

UNINVOICED = "0"


def order_state(order: Document) -> Html:
    if order["Cancelled"]:
        return tables.state("Makulerad", "wrong")
    if order["InvoiceReference"] != UNINVOICED:
        return tables.state(f"Fakturerad · {order['InvoiceReference']}", "good")
    return tables.state("Ej fakturerad", "waiting")


def invoice_state(invoice: Document) -> Html:
    if invoice["Cancelled"]:
        return tables.state("Makulerad", "wrong")
    if not invoice["Booked"]:
        return tables.state("Ej bokförd", "waiting")
    if exact(invoice["Balance"]):
        return tables.state("Bokförd")
    return tables.state("Slutbetald", "good")
