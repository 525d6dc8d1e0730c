"""What a new store takes over from its template: how it sends, and which accounts it proposes.

An account's number means something only in its company, and the new store has none yet. So the
template's choices wait as proposals, and once the new store's own chart is read, each is chosen
that may be chosen there; the rest is left open, as in any new store.
"""

from collections.abc import Mapping
from datetime import datetime

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import AlertSettings, ChosenAccount, Settings
from tamio.fortnox.sync.accounts.cells import CELLS
from tamio.fortnox.sync.accounts.checks import objection
from tamio.fortnox.sync.accounts.choosing import chart_of, choose_cells
from tamio.fortnox.sync.accounts.loading import choices

#: In the place of a company's id, which has digits only.
PROPOSED = "template"
#: Stand among the proposals for the two main accounts, which are no cells.
MAIN = ("goods_account", "services_account")
_SETTINGS = ("automatic", "send_zero_totals", "match_customers", "protected_parts")


def copy(*, source: Store, target: Store, now: datetime, by: str) -> None:
    """Inside a transaction. No connection, token, customer prefix or start date comes along."""
    settings = Settings.objects.filter(store=source).first()
    if settings is None:
        return
    Settings.objects.create(
        store=target,
        tenant_id=PROPOSED,
        start_date=target.date_of(now),
        **{name: getattr(settings, name) for name in _SETTINGS},
    )
    cells = dict(choices(settings).filter(product=None).values_list("cell", "number"))
    main = {name: number for name in MAIN if (number := getattr(settings, name)) is not None}
    ChosenAccount.objects.bulk_create(
        ChosenAccount(
            store=target, tenant_id=PROPOSED, cell=cell, number=number, chosen_at=now, chosen_by=by
        )
        for cell, number in (cells | main).items()
    )
    alerts = AlertSettings.objects.filter(store=source).first()
    if alerts is not None:
        AlertSettings.objects.create(
            store=target, backlog_hours=alerts.backlog_hours, every_hours=alerts.every_hours
        )


def main_accounts(settings: Settings) -> Mapping[str, int]:
    """The template's two, if both are active in the company's chart and none is chosen there."""
    chart = chart_of(settings)
    proposed = _proposals(settings.store)
    found = {
        name: number
        for name in MAIN
        if getattr(settings, name) is None
        and (number := proposed.get(name)) in chart
        and number is not None
        and chart[number].active
    }
    return found if len(found) == len(MAIN) else {}


def take_over(settings: Settings, *, now: datetime, by: str) -> None:
    """Chooses the cells that may be chosen, and forgets the proposals."""
    chart = chart_of(settings)
    chosen = {
        cell: number
        for cell, number in _proposals(settings.store).items()
        if cell in CELLS and not objection(cell=CELLS[cell], number=number, chart=chart)
    }
    if chosen:
        choose_cells(settings=settings, chosen=chosen, now=now, by=by)
    ChosenAccount.objects.filter(store=settings.store, tenant_id=PROPOSED).delete()


def _proposals(store: Store) -> dict[str, int]:
    rows = ChosenAccount.objects.filter(store=store, tenant_id=PROPOSED)
    return dict(rows.values_list("cell", "number"))
