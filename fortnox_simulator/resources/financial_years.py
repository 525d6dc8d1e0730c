"""/3/financialyears."""

from datetime import date

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.ledger import years
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.year_choice import chosen_year, day_of, without_year

NAME = "FinancialYear"
FIELDS = ("Id", "FromDate", "ToDate", "AccountChartType", "AccountingMethod")


def index(call: Call) -> Answer:
    year = chosen_year(call)
    found = [year] if year else list(call.company.shelves["financialyears"].values())
    return lists.answer(without_year(call), LISTING, found)


def get(call: Call) -> Answer:
    year = call.company.shelves["financialyears"].get(call.key)
    if year is None:
        raise FortnoxError(2000588, message="Kan inte hitta räkenskapsåret.", status=404)
    return Answer(200, {NAME: _item(year)})


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    from_date, to_date = changes["FromDate"], changes["ToDate"]
    _check_dates(call, from_date, to_date)
    year = {
        "Id": years.next_id(call.company),
        "FromDate": from_date,
        "ToDate": to_date,
        **_kind(call, changes, from_date),
    }
    if changes.get("Id") not in {None, year["Id"]}:
        raise FortnoxError(2000588, message=f"Räkenskapsårets id blir {year['Id']}")
    # Without a chart of its own, a year begins with that of the year before (documented).
    keeps_chart = not changes.get("AccountChartType")
    documents.stamp(year, now=call.now)
    years.open_year(call.company, year, keeps_chart=keeps_chart)
    return Answer(201, {NAME: _item(year)}, "financialyears")


def _check_dates(call: Call, from_date: str, to_date: str) -> None:
    if from_date > to_date:
        raise FortnoxError(2000588, message="Räkenskapsåret slutar innan det börjar.")
    other = years.overlapping(call.company, from_date=from_date, to_date=to_date)
    if other:
        reason = f"Räkenskapsåret överlappar {other['FromDate']} – {other['ToDate']}."
        raise FortnoxError(2000588, message=reason)
    if years.is_too_long(date.fromisoformat(from_date), date.fromisoformat(to_date)):
        raise FortnoxError(2000588, message="Räkenskapsåret är längre än 18 månader.")


def _kind(call: Call, changes: Document, from_date: str) -> Document:
    """Chart and method as given, else as in the year before."""
    before = years.preceding(call.company, from_date)
    kind = {"AccountChartType": years.CHARTS[0], "AccountingMethod": "ACCRUAL"}
    for name in kind:
        kind[name] = changes.get(name) or (before[name] if before else kind[name])
    if kind["AccountChartType"] not in years.CHARTS:
        raise FortnoxError(2000588, message="Kan inte hitta kontoplanen.")
    return kind


def _item(year: Document) -> Document:
    return documents.shown(documents.picked(year, FIELDS), path=f"financialyears/{year['Id']}")


def _holds(year: Document, text: str) -> bool:
    return bool(year["FromDate"] <= day_of(text).isoformat() <= year["ToDate"])


LISTING = lists.Listing(
    plural="FinancialYears",
    item=_item,
    # The latest first, as documented, and recorded of a company that opened an earlier year later.
    order=lambda year: -date.fromisoformat(year["FromDate"]).toordinal(),
    # Recorded in small letters, described with a capital.
    search={"date": _holds, "Date": _holds},
)
ROUTES = verbs("financialyears", scope="bookkeeping", index=index, get=get, create=create)
