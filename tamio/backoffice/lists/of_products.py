"""Products as a list: one row each, however many variants."""

from collections.abc import Iterator, Sequence

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.forms.filters import ProductFilters
from tamio.backoffice.lists.kinds import Cell, Listed
from tamio.backoffice.product_rows import row_of
from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.packs.contents import loaded
from tamio.look.chips import Text
from tamio.store_clock import now

#: What the list can be sorted by that is its variants' and not its own.
_OF_VARIANTS = {"price": Min("variants__price"), "sku": Min("variants__sku")}


def _prepare(rows: QuerySet[Product], sort: str) -> QuerySet[Product]:
    name = sort.removeprefix("-")
    if name in _OF_VARIANTS:
        rows = rows.annotate(**{name: _OF_VARIANTS[name]})
    return rows.prefetch_related("variants")


def _heads() -> Sequence[Text]:
    return (
        _("Name"), _("SKU"), _("Variants"), _("Lowest price"), _("Currency"), _("Type"),
        _("In stock"), _("Unit"), _("For sale"),
    )  # fmt: skip


def _cells(request: StoreRequest, rows: Sequence[Product]) -> Iterator[Sequence[Cell]]:
    loaded(rows)
    for row in (row_of(each, now=now()) for each in rows):
        kind = _("Pack") if row.product.is_pack else row.product.get_item_type_display()
        for_sale = _("yes") if row.product.active and not row.missing else _("no")
        yield (
            row.product.name, row.lead.sku, row.count, row.price, request.store.currency, kind,
            row.stock, row.product.unit, for_sale,
        )  # fmt: skip


PRODUCTS = Listed(
    name="products",
    url_name="backoffice:products",
    title=gettext_lazy("Products"),
    template="backoffice/products.html",
    rows=lambda request: request.store.products.all(),
    form=lambda request, params: ProductFilters(params, store=request.store),
    sorts={"name", "sku", "price"},
    default="name",
    heads=_heads,
    cells=_cells,
    prepare=_prepare,
)
