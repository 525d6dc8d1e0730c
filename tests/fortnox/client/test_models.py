"""The models against the official description, field by field."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from tamio.fortnox.client import (
    Account,
    Article,
    ArticleType,
    CompanyInformation,
    Customer,
    CustomerSummary,
    CustomerType,
    DiscountType,
    FinancialYear,
    Order,
    OrderRow,
    OrderSummary,
    StoredArticle,
    StoredCustomer,
    StoredOrder,
    StoredOrderRow,
    VATType,
    lengths,
)
from tamio.fortnox.client.models.base import Model

DESCRIBED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "described_fields.json").read_text()
)
TYPES: dict[str, set[Any]] = {
    "string": {str, date, Decimal},
    "integer": {int},
    "number": {Decimal},
    "boolean": {bool},
}

# Named by the description of the update in words only, absent from its schema.
IN_WORDS_ONLY = {("OrderRow", "written", "RowId")}
# Answered as a number or a text: an identifier, so a text with us.
TEXT_WITH_US = {("CompanyInformation", "DatabaseNumber")}


def aliases(model: type[Model]) -> dict[str, Any]:
    return {
        str(field.alias): field.annotation
        for field in model.model_fields.values()
        if not isinstance(field.annotation, type(None))
    }


def python_types(annotation: Any) -> set[Any]:
    parts = {part for part in get_args(annotation) if part is not type(None)} or {annotation}
    return {get_args(part)[0] if hasattr(part, "__metadata__") else part for part in parts}


@pytest.mark.parametrize(
    ("model", "noun", "use"),
    [
        (Customer, "Customer", "written"),
        (StoredCustomer, "Customer", "answered"),
        (CustomerSummary, "Customer", "listed"),
        (Article, "Article", "written"),
        (StoredArticle, "Article", "answered"),
        (Order, "Order", "written"),
        (StoredOrder, "Order", "answered"),
        (OrderSummary, "Order", "listed"),
        (OrderRow, "OrderRow", "written"),
        (StoredOrderRow, "OrderRow", "answered"),
        (Account, "Account", "answered"),
        (FinancialYear, "FinancialYear", "answered"),
        (CompanyInformation, "CompanyInformation", "answered"),
    ],
)
def test_every_field_is_described_with_the_same_type(
    model: type[Model], noun: str, use: str
) -> None:
    described: Mapping[str, Any] = DESCRIBED[noun][use]["properties"]

    for name, annotation in aliases(model).items():
        if (noun, use, name) in IN_WORDS_ONLY:
            continue
        assert name in described, f"{noun}.{name} is not {use}"
        if described[name]["type"] == "array" or (noun, name) in TEXT_WITH_US:
            continue
        assert python_types(annotation) <= TYPES[described[name]["type"]], f"{noun}.{name}"


@pytest.mark.parametrize(
    ("model", "noun"), [(Customer, "Customer"), (Article, "Article"), (Order, "Order")]
)
def test_what_fortnox_requires_can_be_written(model: type[Model], noun: str) -> None:
    assert set(DESCRIBED[noun]["written"]["required"]) <= set(aliases(model))


@pytest.mark.parametrize(
    ("limits", "model", "noun"),
    [
        (lengths.CUSTOMER, Customer, "Customer"),
        (lengths.ARTICLE, Article, "Article"),
        (lengths.ORDER, Order, "Order"),
        (lengths.ORDER_ROW, OrderRow, "OrderRow"),
    ],
)
def test_our_lengths_are_at_least_as_strict_as_the_description(
    limits: Mapping[str, int], model: type[Model], noun: str
) -> None:
    described = DESCRIBED[noun]["written"]["properties"]
    assert set(limits) <= set(model.model_fields)

    for name, field in model.model_fields.items():
        longest = described.get(str(field.alias), {}).get("maxLength")
        assert longest is None or limits[name] <= longest, name


@pytest.mark.parametrize(
    ("words", "noun", "field"),
    [
        (CustomerType, "Customer", "Type"),
        (VATType, "Customer", "VATType"),
        (ArticleType, "Article", "Type"),
        (DiscountType, "OrderRow", "DiscountType"),
    ],
)
def test_closed_sets_are_fortnox_own(words: type[StrEnum], noun: str, field: str) -> None:
    described = DESCRIBED[noun]["written"]["properties"][field]["enum"]

    assert {str(word) for word in words} == set(described)


def test_an_order_has_no_vat_type() -> None:
    assert "vat_type" not in Order.model_fields
    assert "VATType" not in DESCRIBED["Order"]["written"]["properties"]


def test_a_misspelt_field_is_an_error_when_we_build_one() -> None:
    with pytest.raises(ValidationError):
        OrderRow.model_validate({"quantity": 1})


def test_a_float_is_never_an_amount() -> None:
    with pytest.raises(ValidationError, match="not exact"):
        OrderRow.model_validate({"price": 0.1})


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_an_amount_is_a_number(amount: str) -> None:
    with pytest.raises(ValidationError):
        OrderRow(price=Decimal(amount))


def test_a_model_is_frozen() -> None:
    order = Order(customer_number="1")

    with pytest.raises(ValidationError, match="frozen"):
        order.customer_number = "2"  # type: ignore[misc]
