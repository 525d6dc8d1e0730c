"""A document's head: what is copied from the customer's card, what is defaulted and checked."""

from datetime import date
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import countries, values
from fortnox_simulator.resources import documents, registers
from fortnox_simulator.rounding import number, round_half_up
from fortnox_simulator.sales import currency
from fortnox_simulator.sales.kinds import Kind

# Copied at creation; what happens to the card later does not reach the document.
COPIED = {
    "CustomerName": "Name",
    **{
        name: name
        for name in (
            "Address1",
            "Address2",
            "City",
            "CostCenter",
            "Country",
            "Currency",
            "DeliveryAddress1",
            "DeliveryAddress2",
            "DeliveryCity",
            "DeliveryCountry",
            "DeliveryName",
            "DeliveryZipCode",
            "OrganisationNumber",
            "OurReference",
            "Phone1",
            "Phone2",
            "PriceList",
            "Project",
            "TermsOfDelivery",
            "WayOfDelivery",
            "YourReference",
            "ZipCode",
        )
    },
}
# What null does not clear.
KEPT = {"InvoiceDate", "OrderDate", "OutboundDate", "DocumentNumber", "CustomerNumber", "Currency"}


def customer_of(company: Company, customer_number: str | None) -> Document:
    """Raises 2000204 when a document names no customer, or one that does not exist."""
    customer = company.shelves["customers"].get(customer_number or "")
    if customer is None:
        raise FortnoxError(2000204)
    return customer


def copied(customer: Document, company: Company) -> Document:
    """What a document takes from the card, in the document's own field names."""
    fields = {ours: customer[theirs] or "" for ours, theirs in COPIED.items()}
    fields["CustomerNumber"] = customer["CustomerNumber"]
    fields["TermsOfPayment"] = customer["TermsOfPayment"] or company.settings["terms_of_payment"]
    fields["VATIncluded"] = customer["ShowPriceVATIncluded"]
    return currency.rated(fields, company)


def start(kind: Kind, customer: Document, company: Company, *, today: date) -> Document:
    """A new document's head before what was sent is laid over it."""
    document = {**documents.new(kind.name), **copied(customer, company)}
    document[kind.date] = document["OutboundDate"] = today.isoformat()
    document["EmailInformation"]["EmailAddressTo"] = customer[kind.email] or customer["Email"] or ""
    return document


def read(kind: Kind, company: Company, payload: object) -> dict[str, Any]:
    """The head's given fields, checked; the rows stand as they were sent."""
    changes = values.read(kind.name, payload)
    registers.upper_terms(changes)
    registers.check(company, changes)
    for name in ("Country", "DeliveryCountry"):
        if changes.get(name):
            countries.check_name(changes[name])
    # Measured: an address in the comments is refused, though its characters are in the set.
    if company.variants["urls_in_comments"] == "refused" and "://" in (
        changes.get("Comments") or ""
    ):
        raise FortnoxError(2000359, changes["Comments"])
    if not (changes.get("DocumentNumber") or "0").isdecimal():
        raise FortnoxError(2000108, changes["DocumentNumber"])
    if changes.get("Labels"):
        labels = [values.read("Label", label) for label in changes["Labels"]]
        changes["Labels"] = [{"Id": int(label["Id"])} for label in labels if label.get("Id")]
    return changes


def lay(kind: Kind, document: Document, changes: dict[str, Any], company: Company) -> Document:
    """The given fields over the head. Dates cannot be cleared; amounts are rounded."""
    laid = documents.patch(
        kind.name,
        document,
        {
            name: value
            for name, value in changes.items()
            if name != kind.rows and not (value is None and name in KEPT)
        },
    )
    for name in ("Freight", "AdministrationFee"):
        if changes.get(name) is not None:
            laid[name] = number(round_half_up(changes[name]))
    if laid["Currency"] != document["Currency"] or currency.is_asked_for(changes):
        return currency.rated(laid, company, given=changes)
    return laid
