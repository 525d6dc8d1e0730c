"""/3/units."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs

NAME = "Unit"


def index(call: Call) -> Answer:
    units = call.company.shelves["units"].listed(lag_seconds=call.company.list_lag_seconds)
    return lists.answer(call, LISTING, units)


def get(call: Call) -> Answer:
    unit = call.company.shelves["units"].get(call.key)
    if unit is None:
        raise FortnoxError(2000432)
    return Answer(200, {NAME: _item(unit)})


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    shelf = call.company.shelves["units"]
    if changes["Code"] in shelf:
        raise FortnoxError(2000588, message=f"Enheten {changes['Code']} används redan.")
    unit = {name: changes.get(name) or "" for name in ("Code", "CodeEnglish", "Description")}
    shelf.put(unit["Code"], documents.stamp(unit, now=call.now))
    return Answer(201, {NAME: _item(unit)}, "units")


def _item(unit: Document) -> Document:
    return documents.shown(unit, path=f"units/{unit['Code']}")


LISTING = lists.Listing(plural="Units", item=_item, order=lambda unit: str(unit["Code"]))
ROUTES = verbs("units", scope="settings", index=index, get=get, create=create)
