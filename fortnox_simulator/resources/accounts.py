"""/3/accounts: the chart of one financial year, this year's when none is asked for."""

from dataclasses import replace

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.ledger import accounts
from fortnox_simulator.ledger.chart import chart
from fortnox_simulator.ledger.journal import journal
from fortnox_simulator.ledger.predefined import STANDARD, predefined
from fortnox_simulator.resources import dimensions, documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.year_choice import chosen_year, without_year, year_or_current
from fortnox_simulator.rounding import round_half_up

NAME = "Account"
# Recorded in 2014, and documented so then.
RECORDED = ("Active", "Description", "Number", "SRU", "Year")
# Described of a list, though not of a single account: numbers in place of words, texts for null.
SETTINGS = {"ALLOWED": 0, "MANDATORY": 1, "NOTALLOWED": 2}


def index(call: Call) -> Answer:
    whole = list(chart(call.company, year_or_current(call)).values())
    return lists.answer(without_year(call), _listing(call), whole)


def get(call: Call) -> Answer:
    return _answer(200, _find(call, year_or_current(call)))


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    year, number = year_or_current(call), int(changes["Number"])
    if number in chart(call.company, year):
        raise FortnoxError(2000588, message=f"Kontot {number} finns redan.")
    return _save(call, year, number, changes, status=201, location="accounts")


def update(call: Call) -> Answer:
    """A patch; another number in the body is passed over, as the description says."""
    year = year_or_current(call)
    account = _find(call, year)
    changes = values.read(NAME, call.wrapped(NAME))
    return _save(call, year, account["Number"], changes, status=200)


def delete(call: Call) -> Answer:
    year = _year_of_deletion(call)
    account = _find(call, year)
    if _is_used(call, account):
        raise FortnoxError(2000310)
    accounts.remove(call.company, year=year["Id"], number=account["Number"])
    return Answer(204, None)


def _year_of_deletion(call: Call) -> Document:
    """The current year; nothing is deleted there when another was named."""
    current = year_or_current(without_year(call))
    named = chosen_year(call) or current
    if call.company.variants["account_deletion"] == "current_year" and named != current:
        raise FortnoxError(2000588)
    return named


def _is_used(call: Call, account: Document) -> bool:
    number, year = account["Number"], account["Year"]
    return (
        journal(call.company).names(year=year, account=number)
        or bool(account["BalanceBroughtForward"])
        or any(predefined(call.company, name) == number for name in STANDARD)
    )


def _find(call: Call, year: Document) -> Document:
    found = None
    if len(call.key) == 4 and call.key.isdecimal():
        found = chart(call.company, year).get(int(call.key))
    if found is None:
        raise FortnoxError(2000423, status=404)
    return found


def _save(
    call: Call, year: Document, number: int, changes: Document, *, status: int, location: str = ""
) -> Answer:
    _check(call, changes)
    if changes.get("BalanceBroughtForward"):
        changes["BalanceBroughtForward"] = round_half_up(changes["BalanceBroughtForward"])
    fields = documents.patch(NAME, {}, changes)
    accounts.change(
        call.company,
        year=year["Id"],
        number=number,
        changes=documents.stamp(fields, now=call.now),
    )
    return _answer(status, chart(call.company, year)[number], location=location)


def _check(call: Call, changes: Document) -> None:
    """The registers it refers to; its opening quantities are read here, by their own table."""
    if changes.get("VATCode") not in {None, *accounts.vat_codes(call.company)}:
        raise FortnoxError(2000588, message=f"Kan inte hitta momskoden {changes['VATCode']}.")
    dimensions.check(call.company, changes)
    if changes.get("OpeningQuantities"):
        rows = [values.read("OpeningQuantity", row) for row in changes["OpeningQuantities"]]
        for row in rows:
            dimensions.check(call.company, row)
        blank = {"Balance": 0, "Project": ""}
        changes["OpeningQuantities"] = [
            documents.patch("OpeningQuantity", blank, row) for row in rows
        ]


def _answer(status: int, account: Document, *, location: str = "") -> Answer:
    return Answer(status, {NAME: _shown(account, account)}, location)


def _listing(call: Call) -> lists.Listing:
    if call.company.variants["listed_accounts"] == "recorded":
        return replace(LISTING, item=_recorded_item)
    return LISTING


def _item(account: Document) -> Document:
    fields = {
        **account,
        "Project": account["Project"] or "",
        "VATCode": account["VATCode"] or "",
        "QuantitySettings": SETTINGS[account["QuantitySettings"]],
        "TransactionInformationSettings": SETTINGS[account["TransactionInformationSettings"]],
    }
    return _shown(account, fields)


def _recorded_item(account: Document) -> Document:
    return _shown(account, documents.picked(account, RECORDED))


def _shown(account: Document, fields: Document) -> Document:
    path = f"accounts/{account['Number']}?financialyear={account['Year']}"
    return documents.shown(fields, path=path)


def _listed(account: Document) -> Document:
    """A project that is not set is 0 in a single account (recorded), and "" in a list."""
    return _item({**account, "Project": account["Project"] or ""})


LISTING = lists.Listing(
    plural="Accounts",
    item=_listed,
    order=lambda account: int(account["Number"]),
    search={"sru": lambda account, sru: str(account["SRU"]) == sru},
    sorts={"number": "Number"},
)
ROUTES = verbs(
    "accounts", scope="bookkeeping", index=index, get=get, create=create, update=update,
    delete=delete,
)  # fmt: skip
