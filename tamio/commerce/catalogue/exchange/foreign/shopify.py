"""Shopify's export of products: one row a variant, the product's own cells on its first row.

Columns: https://help.shopify.com/en/manual/products/import-export/using-csv. Rows with the same
Handle are one product; a row with neither a price nor an option's value only adds a picture.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange.foreign.cells import (
    MADE_SKU,
    Cells,
    Prices,
    ean,
    made_sku,
    places_of,
    plain_text,
    seen_columns,
)
from tamio.commerce.importing.problems import LeftOut
from tamio.commerce.importing.tables import Line

COLUMNS = (
    "sku", "group", "name", "type", "description", "vat_class", "price", "cost", "stock",
    "backorder", "weight", "ean", "option1", "value1", "option2", "value2", "option3", "value3",
    "active", "categories", "tags",
)  # fmt: skip
_KNOWN = frozenset({
    "handle", "title", "body (html)", "type", "tags", "published", "option1 name",
    "option1 value", "option2 name", "option2 value", "option3 name", "option3 value",
    "variant sku", "variant grams", "variant inventory tracker", "variant inventory qty",
    "variant inventory policy", "variant price", "variant requires shipping", "variant taxable",
    "variant barcode", "gift card", "status", "cost per item",
    # Says nothing that anybody would miss: who ships it, in which unit a weight is shown.
    "variant fulfillment service", "variant weight unit", "image position", "image alt text",
})  # fmt: skip
_DEFAULT = ("title", "default title")
_NOT_SHIPPED = gettext_noop("What is not shipped becomes a digital product: look at its type.")
_OVERSOLD = gettext_noop("A stock below nothing becomes 0.")


def recognises(head: list[str]) -> bool:
    return {"handle", "title", "variant price"} <= places_of(head).keys()


def rows(
    head: list[str], lines: Iterator[Line], *, prices: Prices, left_out: LeftOut
) -> Iterator[tuple[int, dict[str, str]]]:
    places = places_of(head)
    first: Cells | None = None
    group = ""
    for number, line in seen_columns(head, lines, known=_KNOWN, left_out=left_out):
        cells = Cells(places, line)
        if first is None or (cells["Handle"] and cells["Handle"] != first["Handle"]):
            first, group = cells, ""
        if cells["Variant Price"] or cells["Option1 Value"]:
            row = _row(cells, first, prices=prices, left_out=left_out)
            group = group or row["sku"]
            yield number, {**row, "group": group}


def _row(cells: Cells, first: Cells, *, prices: Prices, left_out: LeftOut) -> dict[str, str]:
    options = _options(cells, first)
    exempt = cells["Variant Taxable"].casefold() == "false"
    row = {
        "sku": _sku(cells, first, left_out),
        "name": first["Title"],
        "type": _type(cells, first, left_out),
        "description": plain_text(first["Body (HTML)"], left_out),
        "price": prices.cell(cells["Variant Price"], vat_class="exempt" if exempt else ""),
        "weight": _weight(cells["Variant Grams"]),
        "ean": ean(cells["Variant Barcode"], left_out),
        "active": _yes(_is_active(first)),
        "categories": first["Type"].replace(";", ","),
        "tags": first["Tags"].replace(",", ";"),
        **options,
        **_stock(cells, left_out),
        **_cost(cells),
    }
    # Left out otherwise, so that a class chosen here is not undone by importing again.
    return {**row, "vat_class": "exempt"} if exempt else row


def _sku(cells: Cells, first: Cells, left_out: LeftOut) -> str:
    given = cells["Variant SKU"].lstrip("'")
    if given:
        return given
    left_out.tell(MADE_SKU)
    values = [cells[f"Option{number} Value"] for number in (1, 2, 3)]
    told = [value for value in values if value and value.casefold() not in _DEFAULT]
    return made_sku("-".join([first["Handle"], *told]))


def _options(cells: Cells, first: Cells) -> dict[str, str]:
    """A product of one variant has the option "Title" with the value "Default Title"."""
    found: dict[str, str] = {}
    for number in (1, 2, 3):
        name = first[f"Option{number} Name"]
        value = cells[f"Option{number} Value"]
        is_none = (name.casefold(), value.casefold()) == _DEFAULT
        found |= {
            f"option{number}": "" if is_none else name,
            f"value{number}": "" if is_none else value,
        }
    return found


def _type(cells: Cells, first: Cells, left_out: LeftOut) -> str:
    if first["Gift Card"].casefold() == "true":
        return "gift_card"
    if cells["Variant Requires Shipping"].casefold() == "false":
        left_out.tell(_NOT_SHIPPED)
        return "digital"
    return "physical"


def _stock(cells: Cells, left_out: LeftOut) -> dict[str, str]:
    """Nothing for a file without stocks, as those of stores with several places are."""
    if not cells.has("Variant Inventory Qty"):
        return {}
    stock = cells["Variant Inventory Qty"] if cells["Variant Inventory Tracker"] else ""
    backorder = cells["Variant Inventory Policy"].casefold() == "continue"
    if stock.startswith("-") and not backorder:
        left_out.tell(_OVERSOLD)
        stock = "0"
    return {"stock": stock, "backorder": _yes(backorder)}


def _cost(cells: Cells) -> dict[str, str]:
    """Without VAT there too. Nothing for a file that tells no costs."""
    if not cells.has("Cost per item"):
        return {}
    return {"cost": Prices().cell(cells["Cost per item"])}


def _weight(grams: str) -> str:
    whole = grams.partition(".")[0]
    return "" if whole in {"", "0"} else whole


def _is_active(first: Cells) -> bool:
    shown = first["Published"].casefold() != "false"
    return shown and first["Status"].casefold() in {"", "active"}


def _yes(value: bool) -> str:  # noqa: FBT001  # a cell's value
    return "yes" if value else "no"
