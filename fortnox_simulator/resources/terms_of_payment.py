"""/3/termsofpayments."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs

NAME = "TermsOfPayment"


def index(call: Call) -> Answer:
    shelf = call.company.shelves["termsofpayments"]
    return lists.answer(call, LISTING, shelf.listed(lag_seconds=call.company.list_lag_seconds))


def get(call: Call) -> Answer:
    terms = call.company.shelves["termsofpayments"].get(call.key)
    if terms is None:
        raise FortnoxError(2000429)
    return Answer(200, {NAME: _item(terms)})


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    code = changes["Code"].upper()
    if not code.isalnum():
        raise FortnoxError(2000106, code)
    shelf = call.company.shelves["termsofpayments"]
    if code in shelf:
        raise FortnoxError(2000588, message=f"Betalningsvillkoret {code} används redan.")
    terms = {"Code": code, "Description": changes["Description"]}
    shelf.put(code, documents.stamp(terms, now=call.now))
    # Recorded so: the resource is called otherwise in Location.
    return Answer(201, {NAME: _item(terms)}, "paymentterms")


def _item(terms: Document) -> Document:
    return documents.shown(terms, path=f"termsofpayments/{terms['Code']}")


LISTING = lists.Listing(
    plural="TermsOfPayments", item=_item, order=lambda terms: str(terms["Code"])
)
ROUTES = verbs("termsofpayments", scope="settings", index=index, get=get, create=create)
