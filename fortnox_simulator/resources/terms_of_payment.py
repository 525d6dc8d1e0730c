"""/3/termsofpayments."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.code_register import Changes, CodeRegister


def delete(call: Call) -> Answer:
    """What the company itself offers where a customer has no terms of its own stays."""
    REGISTER.find(call)
    if call.key == call.company.settings["terms_of_payment"]:
        raise FortnoxError(2000310)
    return REGISTER.delete(call)


def _in_capitals(call: Call, entry: Document, changes: Changes) -> Changes:
    """Measured: codes are kept in capitals, and must be alphanumeric."""
    code = str(changes.get("Code") or entry["Code"]).upper()
    if not code.isalnum():
        raise FortnoxError(2000106, code)
    return {**changes, "Code": code}


def _as_made(entry: Document) -> int:
    """Recorded so in 2018, unlike other lists: in the order they were made."""
    return 0


REGISTER = CodeRegister(
    name="TermsOfPayment",
    plural="TermsOfPayments",
    path="termsofpayments",
    missing=2000429,
    # Recorded so: the resource is called otherwise in Location, and in the addresses of a list.
    location="paymentterms",
    listed_path="termsofpayment",
    order=_as_made,
    prepare=_in_capitals,
)
ROUTES = verbs(
    "termsofpayments",
    scope="settings",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=delete,
)
