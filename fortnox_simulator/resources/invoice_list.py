"""How invoices are listed and found."""

from dataclasses import replace
from functools import partial

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Call
from fortnox_simulator.sales import records
from fortnox_simulator.sales.kinds import INVOICE

# The list item of the descriptions before 2026, which had what lists then carried.
LISTED = (
    "Balance",
    "Booked",
    "Cancelled",
    "CostCenter",
    "Currency",
    "CurrencyRate",
    "CurrencyUnit",
    "CustomerName",
    "CustomerNumber",
    "DocumentNumber",
    "DueDate",
    "ExternalInvoiceReference1",
    "ExternalInvoiceReference2",
    "InvoiceDate",
    "InvoiceType",
    "NoxFinans",
    "OCR",
    "VoucherNumber",
    "VoucherSeries",
    "VoucherYear",
    "WayOfDelivery",
    "TermsOfPayment",
    "Project",
    "Sent",
    "Total",
    "FinalPayDate",
)
LEAST_ACCOUNT, GREATEST_ACCOUNT = 0, 9999


def listing(call: Call) -> lists.Listing:
    """The listing for this call: what is overdue depends on the day, a range on both its ends."""
    in_range = _has_account(call)
    return replace(
        LISTING,
        search={**LISTING.search, "accountnumberfrom": in_range, "accountnumberto": in_range},
        filters={
            **LISTING.filters,
            "unpaidoverdue": lambda invoice: (
                _is_unpaid(invoice) and invoice["DueDate"] < call.today.isoformat()
            ),
        },
    )


def _has_account(call: Call) -> lists.Matcher:
    """At least one row is on an account within the range."""
    least = _account(call.query.get("accountnumberfrom", ""), LEAST_ACCOUNT)
    most = _account(call.query.get("accountnumberto", ""), GREATEST_ACCOUNT)
    return lambda invoice, value: any(
        least <= row["AccountNumber"] <= most for row in invoice["InvoiceRows"]
    )


def _account(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not text.isdecimal():
        raise FortnoxError(2000588)
    return int(text)


def _item(invoice: Document) -> Document:
    fields = documents.picked(invoice, LISTED)
    return documents.shown(fields, path=f"invoices/{invoice['DocumentNumber']}")


def _is_unpaid(invoice: Document) -> bool:
    return bool(invoice["Balance"]) and not invoice["Cancelled"]


def _is_fully_paid(invoice: Document) -> bool:
    return bool(invoice["Booked"]) and not invoice["Balance"]


def _is_unbooked(invoice: Document) -> bool:
    return not invoice["Booked"] and not invoice["Cancelled"]


def _since(name: str) -> lists.Matcher:
    return lambda invoice, day: (invoice[name] or "") >= day


def _until(name: str) -> lists.Matcher:
    """A date that is not there yet is in no period."""
    return lambda invoice, day: bool(invoice[name]) and invoice[name] <= day


def _in_a_row(name: str) -> lists.Matcher:
    matches = lists.contains(name)
    return lambda invoice, value: any(matches(row, value) for row in invoice["InvoiceRows"])


def _has_label(invoice: Document, label: str) -> bool:
    return any(str(held["Id"]) == label for held in invoice["Labels"])


LISTING = lists.Listing(
    plural="Invoices",
    item=_item,
    order=lists.by_number("DocumentNumber"),
    search={
        "articledescription": _in_a_row("Description"),
        "articlenumber": _in_a_row("ArticleNumber"),
        "costcenter": lists.contains("CostCenter"),
        "credit": lists.contains("Credit"),
        "currency": lists.contains("Currency"),
        "customername": lists.contains("CustomerName"),
        "customernumber": lists.contains("CustomerNumber"),
        "documentnumber": lists.contains("DocumentNumber"),
        "fromdate": _since("InvoiceDate"),
        "fromfinalpaydate": _since("FinalPayDate"),
        "invoicetype": lists.contains("InvoiceType"),
        "label": _has_label,
        "notcompleted": lists.contains("NotCompleted"),
        "ocr": lists.contains("OCR"),
        "ourreference": lists.contains("OurReference"),
        "project": lists.contains("Project"),
        "sent": lists.contains("Sent"),
        "todate": _until("InvoiceDate"),
        "tofinalpaydate": _until("FinalPayDate"),
        "yourordernumber": lists.contains("YourOrderNumber"),
        "yourreference": lists.contains("YourReference"),
    },
    references={
        "externalinvoicereference1": "ExternalInvoiceReference1",
        "externalinvoicereference2": "ExternalInvoiceReference2",
    },
    filters={
        "cancelled": lambda invoice: bool(invoice["Cancelled"]),
        "fullypaid": _is_fully_paid,
        "unbooked": _is_unbooked,
        "unpaid": _is_unpaid,
    },
    sorts={
        "customername": "CustomerName",
        "customernumber": "CustomerNumber",
        "documentnumber": "DocumentNumber",
        "invoicedate": "InvoiceDate",
        "ocr": "OCR",
        "total": "Total",
    },
    resource=INVOICE.name,
    whole=partial(records.shown, INVOICE),
)
