"""The field tables as objects: the description's, corrected by what was measured."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOO_LONG = 2000107
READ_ONLY = 2000321
ROW_DIGITS = 10
ROWS = {"OrderRow", "InvoiceRow", "VoucherRow"}
DOCUMENTS = ("Order", "Invoice")

# Measured on orders (facts 9.5): cut without a word, whatever the description says of their length.
CUT = {
    **{(document, "YourOrderNumber"): 30 for document in DOCUMENTS},
    **{(document, "DeliveryAddress1"): 60 for document in DOCUMENTS},
    **{(f"{document}Row", "Description"): 255 for document in DOCUMENTS},
}
# Lengths that the description leaves out: measured, or from the older documentation.
LONGEST = {
    ("Customer", "OrganisationNumber"): 30,
    ("Order", "Comments"): 1024,
    ("Order", "ExternalInvoiceReference1"): 80,
    ("Order", "ExternalInvoiceReference2"): 80,
}
REFUSAL = {
    **{(document, "OurReference"): 2001600 for document in DOCUMENTS},
    **{(document, "YourReference"): 2001600 for document in DOCUMENTS},
    **{(document, "Comments"): 2001896 for document in DOCUMENTS},
}
# Text rows carry account 0 (measured), which is under the description's least.
UNLIMITED = {("InvoiceRow", "AccountNumber")}
# Values that the description no longer has, but that have a refusal of their own (2003151).
OPEN = {("OrderRow", "HouseWorkType"), ("InvoiceRow", "HouseWorkType")}
# Values that the description has for the answer only.
VALUES = {("Invoice", "PaymentWay"): ("CASH", "CARD", "AG")}
# Writable in the description, refused in reality: the price belongs to a price list.
WRITTEN_ELSEWHERE = {("Article", "SalesPrice")}


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    of: str = ""
    max: int = 0
    min: int = 0
    least: float | None = None
    most: float | None = None
    cut: int = 0
    digits: int = 14
    values: tuple[str, ...] = ()
    required: bool = False
    readonly: bool = False
    too_long: int = TOO_LONG


@cache
def table(resource: str) -> dict[str, Field]:
    """Field name to Field, of one resource ("Customer", "OrderRow", ...)."""
    return {name: _field(resource, name, spec) for name, spec in _described()[resource].items()}


@cache
def blank(resource: str) -> dict[str, Any]:
    """A new document as recorded: every key in its order, with its default. Copy before use."""
    blanks: dict[str, dict[str, Any]] = json.loads((HERE / "blanks.json").read_text("utf-8"))
    return blanks.get(resource, {})


@cache
def _described() -> dict[str, dict[str, dict[str, Any]]]:
    described: dict[str, dict[str, dict[str, Any]]] = json.loads(
        (HERE / "fields.json").read_text("utf-8")
    )
    return described


def _field(resource: str, name: str, spec: dict[str, Any]) -> Field:
    key = (resource, name)
    field = Field(name=name, **{**spec, "values": tuple(spec.get("values", ()))})
    return replace(
        field,
        least=None if key in UNLIMITED else field.least,
        cut=CUT.get(key, 0),
        max=0 if key in CUT else LONGEST.get(key, field.max),
        # The description says so of a row's Cost; products of two such numbers stay exact.
        digits=ROW_DIGITS if resource in ROWS else field.digits,
        values=() if key in OPEN else VALUES.get(key, field.values),
        readonly=field.readonly or key in WRITTEN_ELSEWHERE,
        too_long=REFUSAL.get(key, TOO_LONG),
    )
