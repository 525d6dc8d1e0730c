"""Invoices with every kind of line, sent to a Fortnox that computes for itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.vat.rates import VatClass
from tamio.outbox.drain import drain_due
from tests.commerce.offers.making import make_code, make_offer
from tests.commerce.sales import sale, sale_line
from tests.commerce.shipping.making import make_method, make_zone
from tests.factories import buyer, make_cart, make_pack, make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def sent(connected: Connect, clock: MovableClock, *lines: Any, **fields: Any) -> Invoice:
    store = connected().store
    invoice, _ = register_sale(store=store, sale=sale(*lines, **fields), now=clock())
    drain_due(clock=clock)
    return invoice


def charge(amount: str, words: str) -> Charge:
    return Charge(description=words, amount=Decimal(amount))


def order_of(sim: Simulator) -> dict[str, Any]:
    (order,) = sim.orders(TENANT)
    return dict(order)


def test_an_order_holds_every_kind_of_line_and_sums_to_the_ore(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    food = sale_line(sku="TE", unit_price=Decimal("33.33"), vat_rate=Decimal(6))
    lines = [
        TextLine(text="Paket: Fika"),
        sale_line(discount_percent=Decimal("12.5")),
        food,
        sale_line(sku="FAT", unit_price=Decimal("40.00"), quantity=Decimal(-1)),
        sale_line(
            sku="ABO", type="service", period_start=date(2026, 11, 1), period_end=date(2026, 12, 1)
        ),
        sale_line(sku=None, description="Arbete", type="service", quantity=Decimal("0.3333")),
    ]
    charges = Charges(
        shipping=charge("49.00", "Frakt"),
        fees=[charge("29.00", "Fakturaavgift")],
        discounts=[charge("25.00", "Kampanj")],
    )

    invoice = sent(connected, clock, *lines, charges=charges)

    assert submission(invoice).state == "submitted"
    order = order_of(sim)
    assert Decimal(str(order["Total"])) == invoice.total
    assert Decimal(str(order["TotalVAT"])) == invoice.vat
    assert [row["Description"] for row in order["OrderRows"]][:2] == ["Paket: Fika", "Kruka"]


def test_a_cart_with_a_code_and_freight_arrives_to_the_ore(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    make_method(store=store, zone=make_zone("SE", store=store))
    make_offer(store=store, value="7.5", combines=True)
    contents = {
        make_product(store=store, price=Decimal("33.33")): 3,
        make_product(store=store, price=Decimal("99.90"), vat_class=VatClass.BOOKS): 1,
    }
    cart = make_cart(store=store, contents=contents)
    cart.code = make_code(store=store, gives="amount", value="20", combines=True)
    cart.save()

    invoice = place_order(cart=cart, buyer=buyer(), now=clock())
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    order = order_of(sim)
    assert Decimal(str(order["Total"])) == invoice.total
    assert Decimal(str(order["TotalVAT"])) == invoice.vat
    assert [row["Description"] for row in order["OrderRows"]][2:] == [
        "Rabatt: Höstrea - Rabatt: Höstrea (HOST10)", "Ombud", "Ombud",
    ]  # fmt: skip


def test_a_pack_arrives_as_its_name_and_a_row_for_each_part_at_its_own_rate(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    candle = make_product(store=store, sku="LJUS", price=Decimal("33.33"))
    coffee = make_product(store=store, sku="KAFFE", price=Decimal(79), vat_class=VatClass.FOOD)
    fika = make_pack(store=store, name="Fika", holds={candle: 3, coffee: 1}, price="149.99")
    dear = make_pack(store=store, name="Dyr", sku="DYR", holds={candle: 7, coffee: 2}, price="999")
    make_offer(store=store, value="7.5", products=[fika])
    cart = make_cart(store=store, contents={fika: 7, candle: 1, dear: 1})

    invoice = place_order(cart=cart, buyer=buyer(), now=clock())
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    order = order_of(sim)
    assert Decimal(str(order["Total"])) == invoice.total
    # 149.99 less 11.25, seven times; one candle; and the dear one.
    assert invoice.total == Decimal("138.74") * 7 + Decimal("33.33") + 999
    assert Decimal(str(order["TotalVAT"])) == invoice.vat
    rows = [
        (row["Description"].split(" ")[0], row["ArticleNumber"] or "", row["VAT"])
        for row in order["OrderRows"]
    ]
    assert [article for _said, article, _vat in rows] == [
        "LJUS", "", "LJUS", "KAFFE", "", "LJUS", "KAFFE", "",
    ]  # fmt: skip
    assert {article: vat for _said, article, vat in rows if article} == {"LJUS": 25, "KAFFE": 6}
    assert order["OrderRows"][1]["Description"] == "Paket: Fika, 7 st"


@pytest.mark.parametrize("currency", ["SEK", "EUR", "NOK"])
def test_a_sale_is_sent_in_its_own_currency(
    sim: Simulator, connected: Connect, clock: MovableClock, currency: str
) -> None:
    invoice = sent(connected, clock, sale_line(), currency=currency)

    assert submission(invoice).state == "submitted"
    assert order_of(sim)["Currency"] == currency


def test_rounding_to_whole_kronor_is_a_row_without_vat(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    line = sale_line(quantity=Decimal(1), unit_price=Decimal("658.75"))

    invoice = sent(connected, clock, line, charges=Charges(rounding=Decimal("0.25")))

    assert submission(invoice).state == "submitted"
    assert (order_of(sim)["Total"], order_of(sim)["TotalVAT"]) == (659, 131.75)


def test_a_sale_of_nothing_is_an_order_of_nothing(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sent(
        connected, clock, sale_line(), charges=Charges(discounts=[charge("198", "Gåva")])
    )

    assert invoice.total == 0
    assert submission(invoice).state == "submitted"
    assert order_of(sim)["Total"] == 0


def test_a_thousand_rows_are_one_order(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    lines = [
        sale_line(sku=f"VARA-{number % 20}", quantity=Decimal(number + 1)) for number in range(1000)
    ]

    invoice = sent(connected, clock, *lines)

    assert submission(invoice).state == "submitted"
    assert len(order_of(sim)["OrderRows"]) == 1000
