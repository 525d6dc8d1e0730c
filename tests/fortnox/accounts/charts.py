"""Charts of accounts as companies have them: number, name, VAT code."""

import json
from collections.abc import Iterable
from pathlib import Path

import fortnox_simulator
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount

Accounts = Iterable[tuple[int, str, str]]

#: An older chart with short names and no VAT codes, as lists of accounts were without them.
OLDER = (
    (3001, "Försäljning inom Sverige, 25 % moms", ""),
    (3041, "Försäljn tjänst 25% sv", ""),
    (3044, "Försäljn tjänst momsfri", ""),
    (3045, "Försäljn tjänst utanför EU momsfri", ""),
    (3046, "Försäljn tjänst EU momspl", ""),
    (3048, "Försäljn tjänst EU momsfri", ""),
    (3051, "Försäljn varor 25% sv", ""),
    (3055, "Försäljn varor utanför EU momsfri", ""),
    (3056, "Försäljn varor EU momspl", ""),
    (3058, "Försäljn varor EU momsfri", ""),
    (3520, "Fakturerade frakter", ""),
    (3740, "Öres- och kronutjämning", ""),
)
#: 3105, 3106 and 3108 taken for each other, as the numbers often are.
SWAPPED = (
    (3105, "Försäljning varor till annat EU-land, momsfri", "VTEU"),
    (3106, "Försäljning varor till land utanför EU, momsfri", "E"),
    (3108, "Försäljning varor till annat EU-land, momspliktig", "MP1"),
)


def standard() -> list[tuple[int, str, str]]:
    """The active revenue accounts of the simulator's chart."""
    path = Path(fortnox_simulator.__file__).parent / "ledger" / "chart.json"
    rows = json.loads(path.read_text("utf-8"))
    return [
        (number, name, code or "")
        for number, name, code, active, _sru in rows
        if active and 3000 <= number < 4000
    ]


def chart(accounts: Accounts) -> dict[int, ChartAccount]:
    """By number, in memory."""
    return {
        number: ChartAccount(number=number, description=name, vat_code=code, active=True)
        for number, name, code in accounts
    }


def read(store: Store, accounts: Accounts) -> None:
    """As if it had been read from the company, in place of what was."""
    ChartAccount.objects.filter(store=store).delete()
    for account in chart(accounts).values():
        account.store = store
        account.save()
