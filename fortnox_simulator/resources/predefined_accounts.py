"""/3/predefinedaccounts."""

import re
from collections.abc import Mapping
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.ledger import accounts, predefined
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.year_choice import year_or_current

NAME = "PreDefinedAccount"
FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}\Z")


def index(call: Call) -> Answer:
    """All of them at once: documented as one page, and a client's tests found no limit."""
    lists.check_unpaged(call)
    items = [_item(name, _number(call, name)) for name in predefined.STANDARD]
    meta = {"@TotalResources": len(items), "@TotalPages": 1, "@CurrentPage": 1}
    return Answer(200, {"MetaInformation": meta, "PreDefinedAccounts": items})


def get(call: Call) -> Answer:
    return Answer(200, {NAME: _item(call.key, _number(call, call.key))})


def update(call: Call) -> Answer:
    _number(call, call.key)
    payload = call.wrapped(NAME)
    _check_format(payload)
    number = int(values.read(NAME, payload)["Account"])
    _check_account(call, number)
    account = documents.stamp({"Name": call.key, "Account": number}, now=call.now)
    call.company.shelves["predefinedaccounts"].put(call.key, account)
    return Answer(200, {NAME: _item(call.key, number)})


def _number(call: Call, name: str) -> int:
    number = predefined.predefined(call.company, name)
    if number is None:
        raise FortnoxError(2001403)
    return number


def _check_format(payload: Any) -> None:
    """The account's own refusals go before those of any field (described at the PUT)."""
    account = payload.get("Account") if isinstance(payload, Mapping) else None
    if account in (None, "", values.CLEAR):
        raise FortnoxError(2001265, "")
    if not FOUR_DIGITS.match(str(account)):
        raise FortnoxError(2002462, account)


def _check_account(call: Call, number: int) -> None:
    year = year_or_current(call)
    found = accounts.account(call.company, year=year["Id"], number=number)
    if found is None or not found["Active"]:
        raise FortnoxError(2001265, number)
    code = predefined.required_vat_code(call.key)
    if code and found["VATCode"] != code:
        raise FortnoxError(2004052, number)


def _item(name: str, number: int) -> Document:
    return documents.shown({"Account": number, "Name": name}, path=f"predefinedaccounts/{name}")


ROUTES = verbs("predefinedaccounts", scope="settings", index=index, get=get, update=update)
