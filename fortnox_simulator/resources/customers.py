"""/3/customers."""

import re
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import countries, values
from fortnox_simulator.resources import documents, lists, registers
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.sales import price_lists

NAME = "Customer"
VAT_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,12}\Z")
SWEDISH_VAT_NUMBER = re.compile(r"SE\d{12}\Z")
LISTED = ("Address1", "Address2", "City", "CustomerNumber", "Email", "Name", "OrganisationNumber")


def index(call: Call) -> Answer:
    shelf = call.company.shelves["customers"]
    return lists.answer(call, LISTING, shelf.listed(lag_seconds=call.company.list_lag_seconds))


def get(call: Call) -> Answer:
    return _answer(200, _find(call))


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    changes = _checked(call.company, changes)
    shelf = call.company.shelves["customers"]
    number = changes.get("CustomerNumber") or shelf.next_number()
    if shelf.is_taken(number):
        raise FortnoxError(2000637, number)
    start = {**documents.new(NAME), "PriceList": price_lists.preselected(call.company)}
    customer = documents.patch(NAME, start, {**changes, "CustomerNumber": number})
    shelf.put(number, documents.stamp(customer, now=call.now))
    return _answer(201, _with_numeric_account(customer), location="customers")


def update(call: Call) -> Answer:
    customer = _find(call)
    changes = _checked(call.company, values.read(NAME, call.wrapped(NAME)))
    # The number in the address decides; another in the body would be a renaming.
    changes["CustomerNumber"] = customer["CustomerNumber"]
    customer = documents.patch(NAME, customer, changes)
    call.company.shelves["customers"].put(call.key, documents.stamp(customer, now=call.now))
    return _answer(200, customer)


def delete(call: Call) -> Answer:
    _find(call)
    if _has_documents(call):
        raise FortnoxError(2000310)
    call.company.shelves["customers"].remove(
        call.key, is_reused=call.company.variants["deleted_numbers"] == "reused"
    )
    return Answer(204, None)


def _has_documents(call: Call) -> bool:
    """A client's tests against the real one delete customers whose invoices are cancelled."""
    orders = call.company.shelves["orders"].values()
    invoices = call.company.shelves["invoices"].values()
    standing = [*orders, *(invoice for invoice in invoices if not invoice["Cancelled"])]
    return any(document["CustomerNumber"] == call.key for document in standing)


def _find(call: Call) -> Document:
    try:
        return call.company.shelves["customers"][call.key]
    except KeyError:
        raise FortnoxError(2000433) from None


def _checked(company: Company, changes: dict[str, Any]) -> dict[str, Any]:
    registers.upper_terms(changes)
    registers.check(company, changes)
    _check_vat_number(changes.get("VATNumber"))
    for country, code in (("Country", "CountryCode"), ("DeliveryCountry", "DeliveryCountryCode")):
        _agree_on_country(changes, country, code)
    _check_sales_account(changes.get("SalesAccount"))
    return changes


def _check_sales_account(account: str | None) -> None:
    if account is None:
        return
    if not account.isdecimal():
        raise FortnoxError(2000108, account)
    if len(account) != 4:
        raise FortnoxError(2000107, account)


def _check_vat_number(number: str | None) -> None:
    if number is None:
        return
    pattern = SWEDISH_VAT_NUMBER if number.startswith("SE") else VAT_NUMBER
    if not pattern.match(number):
        raise FortnoxError(2004194)


def _agree_on_country(changes: dict[str, Any], country: str, code: str) -> None:
    """The code decides the name; a name alone decides the code; clearing one clears both."""
    if changes.get(code):
        changes[code] = changes[code].upper()
        changes[country] = countries.name_of(changes[code])
    elif changes.get(country):
        changes[code] = countries.code_of(changes[country])
    elif code in changes or country in changes:
        changes[code] = changes[country] = None


def _with_numeric_account(customer: Document) -> Document:
    """Recorded: the answer to a POST has SalesAccount as a number, a GET as a string."""
    account = customer["SalesAccount"]
    return {**customer, "SalesAccount": int(account) if account else None}


def _answer(status: int, customer: Document, *, location: str = "") -> Answer:
    path = f"customers/{customer['CustomerNumber']}"
    return Answer(status, {NAME: documents.shown(customer, path=path)}, location)


def _item(customer: Document) -> Document:
    fields = {name: customer[name] or "" for name in LISTED}
    fields["Phone"] = customer["Phone1"] or ""
    fields["ZipCode"] = customer["ZipCode"] or ""
    return documents.shown(fields, path=f"customers/{customer['CustomerNumber']}")


def _whole(customer: Document) -> Document:
    """Lists have a Phone besides."""
    fields = {**customer, "Phone": customer["Phone1"]}
    return documents.shown(fields, path=f"customers/{customer['CustomerNumber']}")


LISTING = lists.Listing(
    plural="Customers",
    item=_item,
    order=lists.by_number("CustomerNumber"),
    search={
        "customernumber": lists.contains("CustomerNumber"),
        "name": lists.contains("Name"),
        "zipcode": lists.contains("ZipCode"),
        "city": lists.contains("City"),
        "email": lists.contains("Email"),
        "phone": lists.contains("Phone1"),
        "organisationnumber": lists.contains("OrganisationNumber"),
        "gln": lists.contains("GLN"),
        "glndelivery": lists.contains("GLNDelivery"),
    },
    filters={
        "active": lambda customer: bool(customer["Active"]),
        "inactive": lambda customer: not customer["Active"],
    },
    sorts={"customernumber": "CustomerNumber", "name": "Name"},
    resource=NAME,
    whole=_whole,
)
ROUTES = verbs(
    "customers", scope="customer", index=index, get=get, create=create, update=update, delete=delete
)
