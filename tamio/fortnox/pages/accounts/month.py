"""Last month's rows by account, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.invoices.kinds import WITHOUT_VAT, LineKind
from tamio.fortnox.models import ChartAccount
from tamio.fortnox.sync.accounts.cells import GIFT_CARDS, Cell, Place, Taxed, taxed
from tamio.fortnox.sync.accounts.checks import Chart
from tamio.fortnox.sync.accounts.decider import Ground, OfProduct, SoldRow
from tamio.fortnox.sync.accounts.naming import cell_words, ground_words
from tamio.fortnox.sync.accounts.usage import Booked
from tamio.fortnox.sync.accounts.vat_codes import Fit, fit
from tamio.fortnox.sync.accounts.wording import no_account
from tamio.outbox.problem import Words


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """One account with what would be booked there. `nets` are pairs of amount and currency.

    `sold` says what; `against` names what of it does not go with the account's VAT code.
    """

    number: int | None
    name: str
    count: int
    nets: list[tuple[Decimal, str]]
    examples: list[int]
    sold: list[Words]
    against: list[Words]
    code: str
    missing: list[Words]


def shown_month(
    booked: Iterable[Booked], *, chart: Chart, products: dict[int, Product]
) -> list[ShownAccount]:
    """In the order of `booked`."""
    return [_shown(each, chart.get(each.number or 0), products) for each in booked]


def cell_of(row: SoldRow) -> Cell | None:
    """Where in the matrix `row` belongs; None for text and rounding."""
    if row.kind in WITHOUT_VAT:
        return None
    places = {LineKind.SHIPPING.value: Place.SHIPPING, LineKind.FEE.value: Place.FEE}
    sold = Place.GOODS if row.item_type == ItemType.PHYSICAL else Place.SERVICES
    return Cell(places.get(row.kind, sold), taxed_of(row))


def taxed_of(row: SoldRow) -> Taxed:
    return taxed(treatment=row.vat_treatment, rate=row.vat_rate, country=row.buyer_country)


def _shown(
    booked: Booked, account: ChartAccount | None, products: dict[int, Product]
) -> ShownAccount:
    cells = {cell: None for group in booked.groups if (cell := cell_of(group.row))}
    own = [
        ground_words(ground, product_name=_name(ground, products))
        for ground in booked.grounds
        if isinstance(ground, OfProduct) or ground == GIFT_CARDS
    ]
    code = account.vat_code if account else ""
    return ShownAccount(
        number=booked.number,
        name=account.description if account else "",
        count=booked.count,
        nets=[(net, currency) for currency, net in sorted(booked.net.items())],
        examples=booked.examples,
        sold=[*own, *(cell_words(cell) for cell in cells)],
        against=[
            cell_words(cell) for cell in cells if code and fit(code=code, cell=cell) is Fit.WRONG
        ],
        code=code,
        missing=_missing(booked, products),
    )


def _missing(booked: Booked, products: dict[int, Product]) -> list[Words]:
    """Each reason once."""
    said = (
        no_account(each, product_name=_name(each.decision.ground, products)).message
        for each in booked.missing
    )
    return list(dict.fromkeys(said))


def _name(ground: Ground, products: dict[int, Product]) -> str:
    product = products.get(ground.product_id) if isinstance(ground, OfProduct) else None
    return product.name if product else ""
