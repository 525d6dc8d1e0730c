"""The matrix as it is shown: which rows are open, and what stands in each cell."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.forms import BoundField
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.models import ChartAccount, ChosenAccount
from tamio.fortnox.pages.accounts.forms import AccountsForm
from tamio.fortnox.sync.accounts.cells import CELLS, SOLD, Cell, Place, Taxed
from tamio.fortnox.sync.accounts.checks import Chart, absence, doubt, objection
from tamio.fortnox.sync.accounts.decider import RevenueAccounts, SoldRow
from tamio.fortnox.sync.accounts.naming import PLACES, cell_words, taxed_words
from tamio.look.chips import Text
from tamio.outbox.problem import Words


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A field and what is said below it. `stands_in`: what an empty cell is booked on."""

    place: Words
    field: BoundField
    name: str
    trouble: str
    doubt: str
    suggested: ChartAccount | None
    stands_in: Text


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One treatment with its cells."""

    taxed: Taxed
    label: Words
    cells: list[ShownCell]


def met_by(*, store: Store, on_date: date, sold: Collection[Taxed]) -> set[Taxed]:
    """How the store's sales can be taxed: what it has for sale today, and what it has sold.

    A shop sells to every country, so that what decides is its VAT classes and OSS.
    """
    sold_by = store.products.filter(active=True).exclude(item_type=ItemType.GIFT_CARD)
    kinds = set(sold_by.values_list("item_type", "vat_class"))
    rates = {
        rate_of(vat_class=VatClass(vat_class), country="SE", on_date=on_date)
        for _type, vat_class in kinds
    }
    oss = store.sells_under_oss(on_date)
    found = {Taxed(Treatment.DOMESTIC, rate=rate) for rate in rates}
    if kinds:
        found |= {Taxed(Treatment.EU_BUSINESS), Taxed(Treatment.EXPORT)}
    if not oss or any(item_type == ItemType.SERVICE for item_type, _class in kinds):
        found |= {Taxed(Treatment.EU_CONSUMER, rate=rate) for rate in rates}
    if oss:
        found.add(Taxed(Treatment.OSS))
    return found | set(sold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What the cells are drawn from. `accounts` is None until both main ones are chosen."""

    form: AccountsForm
    accounts: RevenueAccounts | None
    chart: Chart
    suggested: Mapping[str, ChartAccount]

    def rows(self, rows: Collection[Taxed], *, places: Collection[Place]) -> list[ShownRow]:
        """Those of the form's rows that are among `rows`, with the columns `places`."""
        return [
            ShownRow(
                taxed=row,
                label=taxed_words(row),
                cells=[self.cell(Cell(place, row)) for place in places],
            )
            for row in self.form.rows
            if row in rows
        ]

    def cell(self, cell: Cell) -> ShownCell:
        number = self.form.written(cell.key)
        account = self.chart.get(number or 0)
        return ShownCell(
            place=PLACES[cell.place],
            field=self.form[cell.key],
            name=account.description if account else "",
            trouble=objection(cell=cell, number=number, chart=self.chart) if number else "",
            doubt=doubt(cell=cell, number=number, chart=self.chart) if number else "",
            suggested=None if number else self.suggested.get(cell.key),
            stands_in=self._stands_in(cell),
        )

    def _stands_in(self, cell: Cell) -> Text:
        if self.accounts is None:
            return ""
        if cell.taxed is None:
            found = self.accounts
            is_rounding = cell.place is Place.ROUNDING
            number = found.rounding_of_chart if is_rounding else found.gift_cards_of_chart
            return str(number or "")
        if cell.place not in SOLD:
            return _("as sold")
        row = SoldRow(
            item_type=ItemType.PHYSICAL if cell.place is Place.GOODS else ItemType.SERVICE,
            vat_treatment=cell.taxed.treatment,
            vat_rate=cell.taxed.rate or Decimal(0),
            buyer_country=cell.taxed.country,
        )
        decision = self.accounts.decide(row)
        return str(decision.number) if decision else ""


def gone(chosen: Iterable[ChosenAccount], *, chart: Chart) -> list[str]:
    """What is wrong with accounts already chosen, because the chart has changed since."""
    found = (
        (cell_words(CELLS[row.cell]) if row.product is None else row.product.name, row.number)
        for row in chosen
        if row.product is not None or row.cell in CELLS
    )
    said = ((words, absence(number=number, chart=chart)) for words, number in found)
    return [f"{words}: {why}" for words, why in said if why]
