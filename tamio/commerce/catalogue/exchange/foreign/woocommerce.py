"""WooCommerce's own export of products: variations point at their parent by SKU or `id:12`.

Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Importer-&-Exporter, and the
exporter itself (includes/export/class-wc-product-csv-exporter.php). `Cost of goods` is there where
the shop has switched it on: https://github.com/woocommerce/woocommerce/pull/56265.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange.foreign.cells import (
    MADE_SKU,
    Cells,
    Prices,
    ean,
    places_of,
    plain_text,
    seen_columns,
)
from tamio.commerce.importing.problems import LeftOut
from tamio.commerce.importing.tables import Line

COLUMNS = (
    "sku", "group", "name", "type", "description", "vat_class", "price", "stock", "backorder",
    "weight", "ean", "option1", "value1", "option2", "value2", "option3", "value3", "active",
    "variant_active", "categories", "tags", "low_stock", "cost",
)  # fmt: skip
_EAN = "GTIN, UPC, EAN, or ISBN"
_KNOWN = frozenset({
    "id", "type", "sku", "name", "published", "visibility in catalog", "short description",
    "description", "tax status", "tax class", "in stock?", "stock", "backorders allowed?",
    "sale price", "regular price", "categories", "tags", "parent", "position", _EAN.casefold(),
    *(f"attribute {number} {what}" for number in (1, 2, 3)
      for what in ("name", "value(s)", "visible", "global", "default")),
    "weight (kg)", "weight (g)", "weight (lbs)", "weight (oz)", "low stock amount",
    "cost of goods",
    # Say nothing that anybody would miss.
    "is featured?", "sold individually?", "allow customer reviews?",
    "date sale price starts", "date sale price ends",
})  # fmt: skip
_GRAMS = {"kg": Decimal(1000), "g": Decimal(1), "lbs": Decimal("453.592"), "oz": Decimal("28.3495")}
_ON_SALE = gettext_noop("The sale price is taken as the price; the regular price is left out.")
_NOT_SOLD = gettext_noop("Grouped and external products are left out: they are not sold by you.")
_OVERSOLD = gettext_noop("A stock below nothing becomes 0.")
_NOT_SHIPPED = gettext_noop("What is not shipped becomes a digital product: look at its type.")


def recognises(head: list[str]) -> bool:
    return {"type", "sku", "name", "regular price"} <= places_of(head).keys()


def rows(
    head: list[str], lines: Iterator[Line], *, prices: Prices, left_out: LeftOut
) -> Iterator[tuple[int, dict[str, str]]]:
    places = places_of(head)
    seen = seen_columns(head, lines, known=_KNOWN, left_out=left_out)
    every = [(number, Cells(places, line)) for number, line in seen]
    parents = {key: cells for _, cells in every for key in _keys(cells)}
    groups: dict[str, str] = {}
    for number, cells in every:
        kinds = _kinds(cells)
        if "variable" in kinds:
            continue
        if kinds & {"grouped", "external"}:
            left_out.tell(_NOT_SOLD)
            continue
        parent = parents.get(cells["Parent"].casefold()) if "variation" in kinds else None
        row = _row(cells, parent or cells, prices=prices, left_out=left_out)
        key = f"{parent['ID']} {parent['SKU']}" if parent else row["sku"]
        yield number, {**row, "group": groups.setdefault(key, row["sku"])}


def _keys(cells: Cells) -> Iterator[str]:
    """What variations may call their parent by."""
    if cells["SKU"]:
        yield cells["SKU"].casefold()
    if cells["ID"]:
        yield f"id:{cells['ID']}"


def _kinds(cells: Cells) -> set[str]:
    return {kind.strip().casefold() for kind in cells["Type"].split(",")}


def _row(cells: Cells, parent: Cells, *, prices: Prices, left_out: LeftOut) -> dict[str, str]:
    vat_class = _vat_class(cells, parent)
    of_sale, regular = cells["Sale price"], cells["Regular price"]
    if of_sale:
        left_out.tell(_ON_SALE)
    row = {
        "sku": _sku(cells, left_out),
        "name": parent["Name"],
        "type": _type(cells, left_out),
        "description": _description(parent, left_out),
        "price": prices.cell(of_sale or regular, vat_class=vat_class),
        "weight": _weight(cells) or _weight(parent),
        "ean": ean(cells[_EAN], left_out),
        "active": _yes(parent["Published"] == "1"),
        "variant_active": _yes(cells is parent or cells["Published"] == "1"),
        "categories": "; ".join(_list(parent["Categories"])),
        "tags": "; ".join(_list(parent["Tags"])),
        **_options(cells, parent),
        **_stock(cells, left_out),
        **_low_stock(cells, parent),
        **_cost(cells, parent),
    }
    return {**row, "vat_class": vat_class} if vat_class else row


def _sku(cells: Cells, left_out: LeftOut) -> str:
    if cells["SKU"]:
        return cells["SKU"]
    left_out.tell(MADE_SKU)
    return f"WOO-{cells['ID']}" if cells["ID"] else ""


def _description(parent: Cells, left_out: LeftOut) -> str:
    # The exporter writes a line's end as a backslash and an n.
    html = (parent["Description"] or parent["Short description"]).replace("\\n", "\n")
    return plain_text(html, left_out)


def _vat_class(cells: Cells, parent: Cells) -> str:
    """A class of the shop's own is kept as it is written: no list says which rate it stands for,
    so the row is refused with the classes that there are.
    """
    if "none" in {cells["Tax status"].casefold(), parent["Tax status"].casefold()}:
        return "exempt"
    named = cells["Tax class"].casefold()
    named = parent["Tax class"].casefold() if named in {"", "parent"} else named
    return {"standard": "", "zero-rate": "exempt"}.get(named, named)


def _type(cells: Cells, left_out: LeftOut) -> str:
    kinds = _kinds(cells)
    if kinds & {"virtual", "downloadable"}:
        left_out.tell(_NOT_SHIPPED)
        return "digital"
    return "physical"


def _options(cells: Cells, parent: Cells) -> dict[str, str]:
    """Of a variation. A product without variations has attributes that only describe it."""
    found = {f"{what}{number}": "" for number in (1, 2, 3) for what in ("option", "value")}
    if cells is parent:
        return found
    for number in (1, 2, 3):
        found[f"option{number}"] = cells[f"Attribute {number} name"]
        found[f"value{number}"] = cells[f"Attribute {number} value(s)"]
    return found


def _stock(cells: Cells, left_out: LeftOut) -> dict[str, str]:
    backorder = cells["Backorders allowed?"].casefold() in {"1", "notify"}
    stock = cells["Stock"].partition(".")[0]
    if stock in {"", "parent"}:
        stock = "0" if cells["In stock?"] == "0" else ""
    if stock.startswith("-") and not backorder:
        left_out.tell(_OVERSOLD)
        stock = "0"
    return {"stock": stock, "backorder": _yes(backorder)}


def _low_stock(cells: Cells, parent: Cells) -> dict[str, str]:
    """Nothing for a file without limits, so that those that are set here stay."""
    if not cells.has("Low stock amount"):
        return {}
    amount = cells["Low stock amount"] or parent["Low stock amount"]
    return {"low_stock": amount.partition(".")[0]}


def _cost(cells: Cells, parent: Cells) -> dict[str, str]:
    """A variation without one has its product's; 0 is one. Nothing for a file that tells none."""
    if not cells.has("Cost of goods"):
        return {}
    return {"cost": Prices().cell(cells["Cost of goods"] or parent["Cost of goods"])}


def _weight(cells: Cells) -> str:
    for unit, grams in _GRAMS.items():
        try:
            weight = Decimal(cells[f"Weight ({unit})"].replace(",", ".") or 0) * grams
        except InvalidOperation:
            return cells[f"Weight ({unit})"]
        if weight > 0:
            return str(int(weight.to_integral_value(ROUND_HALF_UP)))
    return ""


def _list(cell: str) -> list[str]:
    r"""Parted by commas; one in a name is written `\,`."""
    parts = re.split(r"(?<!\\),", cell)
    return [part.replace("\\,", ",").replace(";", ",").strip() for part in parts if part.strip()]


def _yes(value: bool) -> str:  # noqa: FBT001  # a cell's value
    return "yes" if value else "no"
