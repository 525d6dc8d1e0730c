"""The merchant's choices of accounts: checked, saved, and what waited for them let go."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from tamio.commerce.catalogue.models import Product
from tamio.fortnox.models import ChosenAccount, Settings
from tamio.fortnox.sync import changes
from tamio.fortnox.sync.accounts.cells import CELLS
from tamio.fortnox.sync.accounts.checks import Chart, objection, product_objection
from tamio.fortnox.sync.accounts.loading import choices, revenue_chart
from tamio.outbox import lanes
from tamio.outbox.states import State

DESTINATION = "fortnox"


def chart_of(settings: Settings) -> Chart:
    """The accounts that can be chosen, and the inactive ones, by number."""
    return {account.number: account for account in revenue_chart(settings)}


def choose_cells(
    *, settings: Settings, chosen: Mapping[str, int | None], now: datetime, by: str
) -> None:
    """Saves the accounts of cells by key; None empties a cell, and others stay as they are.

    All or nothing: raises ValidationError by key for what cannot be chosen.
    """
    chart = chart_of(settings)
    if errors := objections(chosen, chart=chart):
        raise ValidationError(errors)
    with transaction.atomic():
        locked = _locked(settings)
        before = {row.cell: row for row in choices(locked).filter(product=None)}
        for key, number in chosen.items():
            _put(locked, before.get(key), number, now=now, by=by, cell=key)
        let_go(settings=locked, now=now, by=by)


def objections(chosen: Mapping[str, int | None], *, chart: Chart) -> dict[str, list[str]]:
    """Why accounts cannot be chosen for cells, by key (see checks.py)."""
    return {
        key: [said]
        for key, number in chosen.items()
        if number is not None and (said := objection(cell=CELLS[key], number=number, chart=chart))
    }


def choose_for_product(
    *,
    settings: Settings,
    product: Product,
    number: int | None,
    on_date: date,
    now: datetime,
    by: str,
) -> None:
    """Saves the product's own account, or with None forgets it. Raises ValidationError.

    The rate of the product's VAT class is that of `on_date`.
    """
    if number is not None:
        chart = chart_of(settings)
        if said := product_objection(product=product, number=number, chart=chart, on_date=on_date):
            raise ValidationError(said)
    with transaction.atomic():
        locked = _locked(settings)
        before = choices(locked).filter(product=product).first()
        if (before.number if before else None) == number:
            return
        _put(locked, before, number, now=now, by=by, product=product)
        let_go(settings=locked, now=now, by=by)


def let_go(*, settings: Settings, now: datetime, by: str) -> None:
    """What waits for a setting goes on; what still lacks one stops again by itself."""
    if settings.has_accounts:
        lanes.release(
            store_id=settings.store_id,
            destination=DESTINATION,
            state=State.SETTINGS,
            now=now,
            by=by,
        )


def _locked(settings: Settings) -> Settings:
    """One choice at a time, so that two people do not choose the same cell twice."""
    return Settings.objects.select_for_update().get(pk=settings.pk)


def _put(
    settings: Settings,
    before: ChosenAccount | None,
    number: int | None,
    *,
    now: datetime,
    by: str,
    cell: str = "",
    product: Product | None = None,
) -> None:
    changes.account_chosen(
        store_id=settings.store_id,
        of=cell or "product",
        name=product.lead.sku if product else "",
        before=before.number if before else None,
        after=number,
        by=by,
        now=now,
    )
    if before is not None and number is None:
        before.delete()
    if number is None or (before is not None and before.number == number):
        return
    row = before or ChosenAccount(
        store_id=settings.store_id, tenant_id=settings.tenant_id, cell=cell, product=product
    )
    row.number, row.chosen_at, row.chosen_by = number, now, by
    row.save()
