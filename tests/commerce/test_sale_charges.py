"""Shipping, fees, discounts, texts and rounding of a sale made elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.invoices.models import Invoice
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db


def charge(amount: str, description: str = "Frakt") -> Charge:
    return Charge(description=description, amount=Decimal(amount))


def sold(*lines: Any, **charges: Any) -> Invoice:
    told = sale(*lines, charges=Charges(**charges))
    return register_sale(store=make_store(), sale=told, now=NOW)[0]


def refused(*lines: Any, **charges: Any) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        sold(*lines, **charges)
    assert not Invoice.objects.exists()
    return list(refusal.value.message_dict)


def rows(invoice: Invoice) -> list[tuple[str, str, str]]:
    return [(line.kind, f"{line.vat_rate:f}", f"{line.gross}") for line in invoice.lines.all()]


def test_shipping_of_a_mixed_basket_is_a_line_for_each_rate() -> None:
    food, goods = (
        sale_line(quantity=Decimal(1), unit_price=Decimal(price), vat_rate=Decimal(rate))
        for price, rate in (("106.00", "6"), ("125.00", "25"))
    )

    invoice = sold(food, goods, shipping=charge("46.20"))

    assert rows(invoice)[2:] == [("shipping", "25.00", "25.00"), ("shipping", "6.00", "21.20")]
    assert invoice.total == Decimal("277.20")


def test_a_discount_on_the_whole_sale_is_taken_off_at_the_rates_of_what_was_sold() -> None:
    invoice = sold(sale_line(), discounts=[charge("19.80", "Kampanj")])

    assert rows(invoice) == [("item", "25.00", "198.00"), ("discount", "25.00", "-19.80")]
    assert (invoice.net, invoice.vat) == (Decimal("142.56"), Decimal("35.64"))


def test_a_line_says_its_own_discount_and_how_it_was_arrived_at() -> None:
    invoice = sold(sale_line(discount_percent=Decimal("12.5")))
    line = invoice.lines.get()

    assert (line.discount, line.discount_percent) == (Decimal("24.75"), Decimal("12.50"))
    assert line.gross == Decimal("173.25")


def test_rounding_to_whole_kronor_changes_the_total_and_no_vat() -> None:
    # Commerce facts, section 7: 527.00 + 131.75 = 658.75, to pay 659.
    line = sale_line(quantity=Decimal(1), unit_price=Decimal("658.75"))

    invoice = sold(line, rounding=Decimal("0.25"))

    assert (invoice.total, invoice.vat) == (Decimal("659.00"), Decimal("131.75"))
    assert [f"{each.rate:f}" for each in invoice.vat_specification()] == ["25.00"]


def test_a_text_among_the_lines_costs_nothing_and_is_taxed_at_no_rate() -> None:
    invoice = sold(TextLine(text="Paket: Fika"), sale_line())

    assert rows(invoice)[0] == ("text", "0.00", "0.00")
    assert len(invoice.vat_specification()) == 1


def test_what_is_taken_back_in_the_same_sale_is_a_negative_line() -> None:
    invoice = sold(sale_line(), sale_line(sku="FAT", quantity=Decimal(-1)))

    assert invoice.total == Decimal("99.00")


def test_a_line_says_the_period_that_it_pays_for() -> None:
    period = {"period_start": date(2026, 11, 1), "period_end": date(2026, 12, 1)}

    line = sold(sale_line(**period)).lines.get()

    assert (line.period_start, line.period_end) == tuple(period.values())


def test_a_free_line_has_no_identifier() -> None:
    assert sold(sale_line(sku=None)).lines.get().sku == ""


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("discount_percent", {"discount_percent": Decimal("100.01")}),
        ("discount_percent", {"discount_percent": Decimal(5), "discount": Decimal(5)}),
        ("discount", {"discount": Decimal("198.01")}),
        ("discount", {"discount": Decimal("-1")}),
        ("discount", {"discount": Decimal("0.001")}),
        ("discount", {"discount": Decimal("NaN")}),
        ("period_end", {"period_start": date(2026, 11, 1)}),
        ("period_end", {"period_start": date(2026, 11, 1), "period_end": date(2026, 11, 1)}),
    ],
)
def test_a_discount_or_period_that_cannot_be_is_refused(field: str, fields: Any) -> None:
    assert refused(sale_line(**fields)) == [f"lines.0.{field}"]


@pytest.mark.parametrize(
    ("field", "charges"),
    [
        ("shipping.amount", {"shipping": charge("-1")}),
        ("shipping.amount", {"shipping": charge("0.001")}),
        ("shipping.amount", {"shipping": charge("NaN")}),
        ("shipping.description", {"shipping": charge("1", " ")}),
        ("fees.1.amount", {"fees": [charge("1"), charge("sNaN")]}),
        ("discounts.0.description", {"discounts": [charge("1", "x" * 201)]}),
        ("rounding", {"rounding": Decimal("0.51")}),
        ("rounding", {"rounding": Decimal("0.001")}),
        ("rounding", {"rounding": Decimal("0.25")}),
        ("lines", {"discounts": [charge("198.01")]}),
    ],
)
def test_a_charge_that_cannot_be_made_is_refused(field: str, charges: Any) -> None:
    assert refused(sale_line(), **charges) == [field]


def test_an_amount_in_euro_is_not_rounded_to_whole_kronor() -> None:
    told = sale(sale_line(), currency="EUR", charges=Charges(rounding=Decimal("0.25")))

    with pytest.raises(ValidationError) as refusal:
        register_sale(store=make_store(), sale=told, now=NOW)
    assert list(refusal.value.message_dict) == ["rounding"]


def test_nothing_but_texts_is_no_sale() -> None:
    assert refused(TextLine(text="Hej")) == ["lines"]


def test_more_taken_back_than_sold_is_no_sale() -> None:
    assert refused(sale_line(quantity=Decimal(-1))) == ["lines"]
