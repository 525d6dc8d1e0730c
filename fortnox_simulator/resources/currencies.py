"""/3/currencies: rates in kronor for so many units of the foreign currency."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import currencies
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.resources.code_register import Changes, CodeRegister
from fortnox_simulator.rounding import exact

HOME = "SEK"
RATES = ("BuyRate", "SellRate", "Unit")


def delete(call: Call) -> Answer:
    """The books are kept in kronor: they stay."""
    if call.key == HOME:
        raise FortnoxError(2000310)
    return REGISTER.delete(call)


def _dated(call: Call, entry: Document, changes: Changes) -> Changes:
    """A rate that is new is today's, unless it says otherwise."""
    is_created = not entry["Code"]
    if is_created:
        _check_code(changes["Code"])
    is_new_rate = any(
        name in changes and exact(changes[name]) != exact(entry[name]) for name in RATES
    )
    if is_new_rate and not is_created:
        _refuse_fixed(entry, changes)
    today = call.today.isoformat()
    kept = today if is_created or is_new_rate else entry["Date"]
    return {**changes, "Date": changes.get("Date") or kept}


def _check_code(code: str) -> None:
    if code not in currencies.CODES:
        raise FortnoxError(2000588, message=f"Ogiltig valutakod ({code})")


def _refuse_fixed(entry: Document, changes: Changes) -> None:
    """Rates that Fortnox keeps up to date by itself cannot be set (its developers' blog, 2018)."""
    if entry["Code"] == HOME:
        raise FortnoxError(2000588, message=f"Kursen för {HOME} kan inte ändras.")
    if changes.get("IsAutomatic", entry["IsAutomatic"]):
        message = f"Cannot update currency {entry['Code']}, it will update automatically."
        raise FortnoxError(2000588, message=message, status=403)


REGISTER = CodeRegister(
    name="Currency",
    plural="Currencies",
    path="currencies",
    missing=2000427,
    missing_text="Kan inte hitta valutan.",
    prepare=_dated,
)
ROUTES = verbs(
    "currencies",
    scope="currency",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=delete,
)
