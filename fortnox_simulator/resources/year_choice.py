"""Which financial year a call is about, by the parameters the description calls global."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources.call import Call

PARAMETERS = ("financialyear", "financialyeardate")


def chosen_year(call: Call) -> Document | None:
    """The year that financialyear (its id) or financialyeardate (a day in it) names, if any.

    Raises 2000588 for a year the company does not have, or when the two disagree.
    """
    years = [_named(call.company, call.query, name) for name in PARAMETERS if name in call.query]
    if len({year["Id"] for year in years}) > 1:
        raise FortnoxError(2000588)
    return years[0] if years else None


def year_or_current(call: Call) -> Document:
    """The chosen year, else the one that holds today. Raises 2000588 when there is none."""
    year = chosen_year(call) or call.company.year_of(call.today)
    if year is None:
        raise FortnoxError(2000588)
    return year


def without_year(call: Call) -> Call:
    """The call as a list takes it, once the year has been chosen."""
    query = {name: value for name, value in call.query.items() if name not in PARAMETERS}
    return replace(call, query=query)


def day_of(text: str) -> datetime.date:
    """Raises 2000588 unless it is a date."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise FortnoxError(2000588) from None


def _named(company: Company, query: Mapping[str, str], parameter: str) -> Document:
    if parameter == "financialyear":
        year = company.shelves["financialyears"].get(query[parameter])
    else:
        year = company.year_of(day_of(query[parameter]))
    if year is None:
        raise FortnoxError(2000588)
    return year
