"""/3/voucherseries: those of one financial year, this year's when none is asked for."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.ledger import series
from fortnox_simulator.ledger.journal import journal
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.year_choice import without_year, year_or_current

NAME = "VoucherSeries"


def index(call: Call) -> Answer:
    found = series.all_series(call.company, year=year_or_current(call)["Id"])
    return lists.answer(without_year(call), LISTING, found)


def get(call: Call) -> Answer:
    return _answer(200, _find(call, year_or_current(call)["Id"], call.key))


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    year, code = year_or_current(call)["Id"], str(changes["Code"])
    if not code.isalnum():
        raise FortnoxError(2000106, code)
    if series.series(call.company, year=year, code=code) is not None:
        raise FortnoxError(2000588, message=f"Verifikationsserien {code} finns redan.")
    new = {"Description": "", "Manual": False}
    return _save(call, year, code, {**new, **changes}, status=201, location="voucherseries")


def update(call: Call) -> Answer:
    """A patch; another code in the body is passed over, as with other numbers."""
    year = year_or_current(call)["Id"]
    found = _find(call, year, call.key)
    changes = values.read(NAME, call.wrapped(NAME))
    return _save(call, year, found["Code"], changes, status=200)


def _find(call: Call, year: int, code: str) -> Document:
    found = series.series(call.company, year=year, code=code)
    if found is None:
        raise FortnoxError(2000588, message="Kan inte hitta verifikationsserien.", status=404)
    return found


def _save(
    call: Call, year: int, code: str, changes: Document, *, status: int, location: str = ""
) -> Answer:
    if changes.get("Year") not in {None, year}:
        raise FortnoxError(2000588, message=f"Verifikationsserien hör till räkenskapsår {year}.")
    _check_next_number(call, year, code, changes)
    fields = documents.patch(NAME, {}, changes)
    series.change(call.company, year=year, code=code, changes=documents.stamp(fields, now=call.now))
    return _answer(status, _find(call, year, code), location=location)


def _check_next_number(call: Call, year: int, code: str, changes: Document) -> None:
    """An empty series may begin anywhere; one that has begun goes on without a gap."""
    given = changes.get("NextVoucherNumber")
    last = journal(call.company).last_number(year=year, series=code)
    if given is not None and (given < 1 or (last and given != last + 1)):
        raise FortnoxError(2000588, message=f"Ogiltigt nästa verifikationsnummer ({given})")


def _answer(status: int, document: Document, *, location: str = "") -> Answer:
    return Answer(status, {NAME: _item(document)}, location)


def _item(document: Document) -> Document:
    path = f"voucherseries/{document['Code']}?financialyear={document['Year']}"
    return documents.shown(document, path=path)


LISTING = lists.Listing(
    plural="VoucherSeriesCollection",
    item=_item,
    order=lambda document: str(document["Code"]),
)
ROUTES = verbs(
    "voucherseries", scope="bookkeeping", index=index, get=get, create=create, update=update
)
