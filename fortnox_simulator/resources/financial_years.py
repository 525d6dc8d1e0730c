"""/3/financialyears."""

import datetime

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs


def index(call: Call) -> Answer:
    years = list(call.company.shelves["financialyears"].values())
    return lists.answer(call, LISTING, years)


def get(call: Call) -> Answer:
    year = call.company.shelves["financialyears"].get(call.key)
    if year is None:
        raise FortnoxError(2000588, message="Kan inte hitta räkenskapsåret.", status=404)
    return Answer(200, {"FinancialYear": _item(year)})


def _item(year: Document) -> Document:
    return documents.shown(year, path=f"financialyears/{year['Id']}")


def _holds(year: Document, date: str) -> bool:
    try:
        day = datetime.date.fromisoformat(date).isoformat()
    except ValueError:
        raise FortnoxError(2000588) from None
    return bool(year["FromDate"] <= day <= year["ToDate"])


LISTING = lists.Listing(
    plural="FinancialYears",
    item=_item,
    order=lambda year: int(year["Id"]),
    search={"date": _holds},
)
ROUTES = verbs("financialyears", scope="bookkeeping", index=index, get=get)
