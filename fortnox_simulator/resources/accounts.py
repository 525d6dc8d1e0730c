"""/3/accounts: the chart of one financial year, this year's when none is asked for."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger import accounts
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs


def index(call: Call) -> Answer:
    chart = list(accounts.accounts(call.company, year=_year(call)))
    return lists.answer(call, LISTING, chart)


def get(call: Call) -> Answer:
    found = None
    if call.key.isdecimal():
        found = accounts.account(call.company, year=_year(call), number=int(call.key))
    if found is None:
        raise FortnoxError(2000423, status=404)
    return Answer(200, {"Account": _item(found)})


def _year(call: Call) -> int:
    """Raises 2000588 for a year the company does not have."""
    asked = call.query.get("financialyear")
    if asked is not None:
        if asked not in call.company.shelves["financialyears"]:
            raise FortnoxError(2000588)
        return int(asked)
    current = call.company.year_of(call.today)
    if current is None:
        raise FortnoxError(2000588)
    return int(current["Id"])


def _item(account: Document) -> Document:
    path = f"accounts/{account['Number']}?financialyear={account['Year']}"
    return documents.shown(account, path=path)


def _listed(account: Document) -> Document:
    """A project that is not set is 0 in a single account (recorded), and "" in a list."""
    return _item({**account, "Project": account["Project"] or ""})


LISTING = lists.Listing(
    plural="Accounts",
    item=_listed,
    order=lambda account: int(account["Number"]),
    search={"financialyear": lambda account, year: str(account["Year"]) == year},
    sorts={"number": "Number"},
)
ROUTES = verbs("accounts", scope="bookkeeping", index=index, get=get)
