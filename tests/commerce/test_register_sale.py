from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.checkout.register_sale import MOST_LINES, Sale, register_sale
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.payments.models import Payment
from tamio.commerce.stores.models import NumberSeries, Store
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, buyer, company_buyer, make_store

pytestmark = pytest.mark.django_db


def refused(told: Sale, *, store: Store | None = None) -> dict[str, list[str]]:
    """What is said when the sale is not taken; checks that nothing came of it."""
    with pytest.raises(ValidationError) as refusal:
        register_sale(store=store or make_store(), sale=told, now=NOW)
    for rows in (Invoice, Customer, Payment, NumberSeries):
        assert not rows._default_manager.exists()
    return refusal.value.message_dict


def test_a_sale_becomes_an_invoice_with_customer_and_payment() -> None:
    store = make_store()

    invoice, is_new = register_sale(store=store, sale=sale(), now=NOW)

    assert is_new
    assert (invoice.number, invoice.external_reference) == (1001, "webb-1")
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("158.40"), Decimal("39.60"), Decimal("198.00"),
    )  # fmt: skip
    assert invoice.channel == Channel.API
    assert Payment.objects.get().amount == invoice.total
    assert Customer.objects.get() == invoice.customer


def test_the_same_reference_again_gives_the_first_invoice_whatever_else_is_said() -> None:
    store = make_store()
    first, _ = register_sale(store=store, sale=sale(), now=NOW)

    told_again = sale(sale_line(quantity=Decimal(-1)), external_reference=" webb-1 ", currency="X")
    second, is_new = register_sale(store=store, sale=told_again, now=NOW + timedelta(1))

    assert second == first
    assert not is_new


def test_two_stores_may_use_the_same_reference() -> None:
    first, _ = register_sale(store=make_store(), sale=sale(), now=NOW)

    second, is_new = register_sale(store=make_store(), sale=sale(), now=NOW)

    assert is_new
    assert second != first


@pytest.mark.parametrize("reference", ["", "  ", "x" * 81, "webb\u00001", "webb\n1", "\ud800"])
def test_a_reference_that_cannot_be_kept_is_refused(reference: str) -> None:
    assert list(refused(sale(external_reference=reference))) == ["external_reference"]


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    told = sale(
        sale_line(),
        sale_line(quantity=Decimal(0), sku="ett ord"),
        currency="BTC",
        buyer=buyer(type="robot", email="x", postal_code="1"),
    )

    assert set(refused(told)) == {
        "currency",
        "lines.1.quantity",
        "lines.1.sku",
        "customer.type",
        "customer.email",
        "customer.address.postal_code",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sku", ""),
        ("sku", "ett ord"),
        ("sku", "KRUKA\n"),
        ("sku", "x" * 51),
        ("description", ""),
        ("description", " \n "),
        ("description", "x" * 201),
        ("description", "Kruka\u0000"),
        ("description", "\ud800"),
        ("unit", ""),
        ("unit", "x" * 11),
        ("unit", "s\u0000t"),
        ("type", "gift"),
        ("quantity", Decimal(0)),
        ("quantity", Decimal("0.00001")),
        ("quantity", Decimal("1.00000000000000000000000000000000000001")),
        ("quantity", Decimal("1e-999999")),
        ("quantity", Decimal("1000001")),
        ("quantity", Decimal("1e999999")),
        ("quantity", Decimal("NaN")),
        ("quantity", Decimal("sNaN")),
        ("quantity", Decimal("Infinity")),
        ("unit_price", Decimal("-0.01")),
        ("unit_price", Decimal("0.00001")),
        ("unit_price", Decimal("1000000001")),
        ("unit_price", Decimal("NaN")),
        ("vat_rate", Decimal(24)),
        ("vat_rate", Decimal(-25)),
        ("vat_rate", Decimal("25.5")),
        ("vat_rate", Decimal("sNaN")),
        ("vat_rate", Decimal("Infinity")),
    ],
)
def test_a_value_that_no_line_can_have_is_refused(field: str, value: Any) -> None:
    assert list(refused(sale(sale_line(**{field: value})))) == [f"lines.0.{field}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", Decimal("0.0001")),
        ("quantity", Decimal("1000000")),
        ("quantity", Decimal("2.500000")),
        ("quantity", Decimal("1e2")),
        ("unit_price", Decimal(0)),
        ("unit_price", Decimal("-0")),
        ("unit_price", Decimal("0.3333")),
        ("vat_rate", Decimal("25.00")),
        ("vat_rate", Decimal(0)),
        ("sku", "ÅÄÖ-1_2.3/4+5"),
        ("description", "Kruka 🌱 “Växjö”"),
        ("type", "digital"),
    ],
)
def test_a_value_that_a_line_can_have_is_kept(field: str, value: Any) -> None:
    invoice, _ = register_sale(store=make_store(), sale=sale(sale_line(**{field: value})), now=NOW)

    invoice.refresh_from_db()
    kept = {"type": "item_type"}.get(field, field)
    assert getattr(invoice.lines.get(), kept) == value


def test_texts_are_put_on_one_line() -> None:
    told = sale(sale_line(description=" Kruka\n\tstor ", unit=" st "))

    invoice, _ = register_sale(store=make_store(), sale=told, now=NOW)

    assert (invoice.lines.get().description, invoice.lines.get().unit) == ("Kruka stor", "st")


@pytest.mark.parametrize("count", [0, MOST_LINES + 1])
def test_a_sale_has_from_one_to_a_thousand_lines(count: int) -> None:
    assert list(refused(replace(sale(), lines=[sale_line()] * count))) == ["lines"]


def test_more_than_one_invoice_can_hold_is_refused() -> None:
    dear = sale_line(unit_price=Decimal("1000000000"), quantity=Decimal(1))

    assert list(refused(sale(dear, dear))) == ["lines"]


@pytest.mark.parametrize("includes_vat", [True, False])
def test_the_sale_says_whether_its_prices_include_vat(includes_vat: bool) -> None:
    store = make_store(prices_include_vat=not includes_vat)

    invoice, _ = register_sale(store=store, sale=sale(prices_include_vat=includes_vat), now=NOW)

    assert invoice.prices_include_vat is includes_vat
    assert invoice.total == (Decimal("198.00") if includes_vat else Decimal("247.50"))


def test_lines_are_treated_as_they_were_charged() -> None:
    german = company_buyer(
        country="DE", postal_code="10115", organisation_number="", vat_number="DE136695976"
    )
    told = sale(sale_line(vat_rate=Decimal(0)), sale_line(), buyer=german)

    invoice, _ = register_sale(store=make_store(), sale=told, now=NOW)

    assert [line.vat_treatment for line in invoice.lines.all()] == ["eu_business", "eu_consumer"]


def test_under_oss_a_line_can_carry_the_buyers_rate() -> None:
    german = buyer(country="DE", postal_code="10115")
    told = sale(sale_line(vat_rate=Decimal(19)), buyer=german)

    invoice, _ = register_sale(store=make_store(oss_from_date=NOW.date()), sale=told, now=NOW)

    line = invoice.lines.get()
    assert (line.vat_treatment, line.vat) == ("oss", Decimal("31.61"))


def test_without_oss_a_foreign_rate_is_refused() -> None:
    german = buyer(country="DE", postal_code="10115")

    said = refused(sale(sale_line(vat_rate=Decimal(19)), buyer=german))

    assert list(said) == ["lines.0.vat_rate"]
    assert "25, 12, 6, 0" in said["lines.0.vat_rate"][0]


_ANY_DECIMAL = st.decimals(allow_nan=True, allow_infinity=True)


@given(
    lines=st.lists(
        st.builds(
            sale_line,
            sku=st.text(max_size=8),
            description=st.text(max_size=8),
            type=st.sampled_from(["physical", "service", "digital", ""]),
            quantity=_ANY_DECIMAL | st.decimals("0.0001", "1000000", places=4),
            unit_price=_ANY_DECIMAL | st.decimals("0", "1000000000", places=4),
            vat_rate=st.sampled_from(["25", "12", "6", "0", "19", "sNaN"]).map(Decimal),
        ),
        max_size=3,
    )
)
def test_whatever_is_told_is_refused_by_field_or_adds_up(lines: list[Any]) -> None:
    refused = faults(replace(sale(), lines=lines))

    if refused:
        assert all(field.startswith("lines") for field in refused)
        return
    invoice = Invoice.objects.latest("pk")
    assert sum(line.gross for line in invoice.lines.all()) == invoice.total


def faults(told: Sale) -> dict[str, list[str]]:
    try:
        register_sale(store=make_store(), sale=told, now=NOW)
    except ValidationError as refusal:
        return refusal.message_dict
    return {}
