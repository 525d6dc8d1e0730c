"""Writes the catalogue as a table: one row for each variant, in the columns that imports read."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tamio.commerce.catalogue.exchange.columns import COLUMNS
from tamio.commerce.catalogue.models import Category, Product, Variant
from tamio.commerce.catalogue.tree import Tree, tree_of
from tamio.commerce.importing.tables import FORMULA
from tamio.commerce.stores.models import Store

HEAD = [column.name for column in COLUMNS]
_AT_ONCE = 500


def rows_of(store: Store) -> Iterator[list[str]]:
    """The cells of every variant, product after product; read in pieces, by key. Packs come last,
    below all that they hold: so they can be read again.
    """
    tree = tree_of(store)
    for packs in (False, True):
        after = 0
        while products := _next(store, after, packs=packs):
            for product in products:
                for variant in product.variants.all():
                    yield _row(product, variant, tree)
            after = products[-1].pk


def as_csv(store: Store) -> Iterator[bytes]:
    """UTF-8 with its mark, so that Excel reads it rightly; semicolons, as in Sweden."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    yield "\ufeff".encode()
    for row in _with_head(store):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def as_excel(store: Store, *, into: BinaryIO) -> None:
    """Every cell is a text: an EAN keeps its zeros, and nothing is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("products")
    for row in _with_head(store):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    book.save(into)


def _with_head(store: Store) -> Iterator[list[str]]:
    yield HEAD
    yield from rows_of(store)


def _next(store: Store, after: int, *, packs: bool) -> list[Product]:
    found = store.products.filter(pk__gt=after, is_pack=packs).order_by("pk")
    related = ("variants", "categories", "collections", "tags", *(["parts"] if packs else []))
    return list(found.prefetch_related(*related)[:_AT_ONCE])


def _row(product: Product, variant: Variant, tree: Tree) -> list[str]:
    cells = {
        "sku": variant.sku,
        "group": product.variants.all()[0].sku if product.options else "",
        "name": product.name,
        "type": product.item_type,
        "on_site": _yes(product.is_on_site),
        "description": product.description,
        "vat_class": product.vat_class,
        "unit": product.unit,
        "price": _money(variant.price),
        "cost": "" if variant.cost is None else _money(variant.cost),
        "announced": _yes(variant.announced),
        "stock": _number(variant.stock),
        "low_stock": _number(variant.low_stock),
        "backorder": _yes(variant.backorder),
        "weight": _number(variant.weight),
        "ean": variant.ean,
        "active": _yes(product.active),
        "variant_active": _yes(variant.active),
        "categories": "; ".join(path_text(each, tree) for each in product.categories.all()),
        "collections": "; ".join(each.name for each in product.collections.all()),
        "tags": "; ".join(each.name for each in product.tags.all()),
        "holds": "; ".join(f"{part.quantity} x {part.variant.sku}" for part in product.contents),
        "pack_percent": _percent(product.pack_percent),
    }
    for number in (1, 2, 3):
        cells[f"option{number}"] = getattr(product, f"option{number}")
        cells[f"value{number}"] = getattr(variant, f"value{number}")
    return [cells[name] for name in HEAD]


def path_text(category: Category, tree: Tree) -> str:
    """`Kaffe > Bönor`."""
    return " > ".join(each.name for each in tree.path(category))


def _yes(value: bool) -> str:  # noqa: FBT001  # a cell's value
    return "yes" if value else "no"


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def harmless(cell: str) -> str:
    """A leading apostrophe makes a text of what would be a formula; numbers stay as they are."""
    is_number = cell.replace(",", "").removeprefix("-").isdecimal()
    return f"'{cell}" if cell and cell[:1] in FORMULA and not is_number else cell


def _text_cell(sheet: object, cell: str) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=cell)
    made.data_type = "s"
    return made
