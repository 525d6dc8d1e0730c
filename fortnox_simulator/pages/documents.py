"""The tabs of what was sold: orders and the invoices that they became."""

from fortnox_simulator.companies.company import Company
from fortnox_simulator.pages import tables
from fortnox_simulator.pages.figures import amount
from fortnox_simulator.pages.layout import FRESH_SECONDS
from fortnox_simulator.pages.markup import Html
from fortnox_simulator.pages.states import invoice_state, order_state
from fortnox_simulator.pages.tables import SHOWN, link, number, text, tight
from fortnox_simulator.state import State


def orders(simulator: State, company: Company) -> Html:
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
    return tables.counted(len(shelf), tables.table(columns, rows, fresh=arrived))


def invoices(simulator: State, company: Company) -> Html:
    shelf = company.shelves["invoices"]
    if not shelf:
        return tables.empty("Ingen faktura än. En order blir faktura i Fortnox eller över API:t.")
    columns = (
        tight("Faktura"),
        tight("Datum"),
        tight("Förfaller"),
        text("Kund"),
        tight("Order"),
        tight("Läge"),
        number("Att betala"),
    )
    home = f"/companies/{company.tenant}"
    rows = [
        (
            link(invoice["DocumentNumber"], f"{home}/invoices/{invoice['DocumentNumber']}"),
            invoice["InvoiceDate"],
            invoice["DueDate"],
            f"{invoice['CustomerName']} ({invoice['CustomerNumber']})",
            _order_of(invoice["OrderReference"], home),
            invoice_state(invoice),
            amount(invoice["TotalToPay"], currency=invoice["Currency"]),
        )
        for invoice in list(shelf.values())[::-1][:SHOWN]
    ]
    arrived = shelf.arrived(within_seconds=FRESH_SECONDS)
    return tables.counted(len(shelf), tables.table(columns, rows, fresh=arrived))


def _order_of(order_number: str, home: str) -> Html | None:
    return link(order_number, f"{home}/orders/{order_number}") if order_number != "0" else None
