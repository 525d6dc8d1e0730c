"""Orders: what goes out digit by digit, and what the recordings say comes back."""

import json
from datetime import date
from decimal import Decimal

import pytest

from tamio.fortnox.client import DiscountType, Order, OrderRow
from tests.fortnox.client.far_side import FarSide, fortnox, page, recorded


def listed(number: str, reference: str) -> dict[str, object]:
    return {
        "DocumentNumber": number,
        "CustomerNumber": "1",
        "Cancelled": False,
        "Total": 0,
        "ExternalInvoiceReference1": reference,
    }


def test_an_order_is_sent_with_exact_prices_and_quantities_as_strings() -> None:
    far_side = FarSide(recorded("order_create_one_row_ordered_only"))
    row = OrderRow(
        article_number="MUG-1",
        ordered_quantity=Decimal("2"),
        delivered_quantity=Decimal("2.50"),
        price=Decimal("0.10"),
        vat=Decimal(25),
        discount=Decimal(0),
        discount_type=DiscountType.PERCENT,
    )

    fortnox(far_side).orders.create(
        Order(customer_number="7", order_date=date(2026, 11, 23), order_rows=(row,))
    )

    assert far_side.bodies == [
        '{"Order":{"CustomerNumber":"7","OrderDate":"2026-11-23","OrderRows":[{'
        '"ArticleNumber":"MUG-1","OrderedQuantity":"2","DeliveredQuantity":"2.50",'
        '"Price":0.10,"VAT":25,"Discount":0,"DiscountType":"PERCENT"}]}}'
    ]
    assert far_side.requests[0].method == "POST"
    assert far_side.paths == ["/3/orders"]


def test_a_created_order_carries_fortnox_own_totals() -> None:
    far_side = FarSide(recorded("order_create_one_row_ordered_only"))

    order = fortnox(far_side).orders.create(Order(customer_number="1", order_rows=()))

    assert order.document_number == "451"
    assert [order.total, order.total_vat, order.round_off] == [Decimal(0)] * 3
    assert order.order_rows[0].ordered_quantity == Decimal(1)
    assert order.order_rows[0].delivered_quantity == Decimal(0)
    assert order.order_rows[0].account_number == 1250
    assert order.order_rows[0].row_id == 620


def test_empty_texts_and_nulls_both_read_as_none() -> None:
    order = fortnox(FarSide(recorded("order_get"))).orders.get("1")

    assert order.city is None  # "" in the recording
    assert order.delivery_date is None  # null in the recording
    assert order.order_date == date(2016, 4, 20)


def test_an_order_without_an_invoice_refers_to_invoice_0() -> None:
    order = fortnox(FarSide(recorded("order_get"))).orders.get("1")

    assert order.invoice_reference == "0"
    assert not order.invoiced
    assert order.model_copy(update={"invoice_reference": "17"}).invoiced


def test_an_update_sends_only_what_is_set_and_none_as_null() -> None:
    far_side = FarSide(recorded("order_update_partial_put"))

    fortnox(far_side).orders.update("450", Order(comments="Ny text", your_order_number=None))

    assert far_side.requests[0].method == "PUT"
    assert far_side.paths == ["/3/orders/450"]
    assert far_side.bodies == ['{"Order":{"YourOrderNumber":null,"Comments":"Ny text"}}']


def test_an_empty_text_is_sent_as_null_because_fortnox_keeps_the_old_one_otherwise() -> None:
    far_side = FarSide(recorded("order_update_partial_put"))

    fortnox(far_side).orders.update("450", Order(comments=""))

    assert far_side.bodies == ['{"Order":{"Comments":null}}']


def test_an_order_that_was_read_is_never_sent_back() -> None:
    client = fortnox(FarSide(recorded("order_get")))
    order = client.orders.get("1")

    with pytest.raises(TypeError, match="never sent back"):
        client.orders.update("1", order)


def test_an_empty_patch_is_not_sent() -> None:
    with pytest.raises(ValueError, match="empty Order"):
        fortnox(FarSide()).orders.update("1", Order())


def test_a_search_reads_all_pages_and_leaves_the_comparing_to_the_caller() -> None:
    far_side = FarSide(
        page("Orders", listed("1", "T-1"), listed("2", "T-10"), of=2),
        page("Orders", listed("3", "T-1"), number=2, of=2),
    )

    found = fortnox(far_side).orders.find(external_invoice_reference_1="T-1")

    assert [order.document_number for order in found] == ["1", "2", "3"]
    assert far_side.paths == [
        "/3/orders?externalinvoicereference1=T-1&limit=500&page=1",
        "/3/orders?externalinvoicereference1=T-1&limit=500&page=2",
    ]


def test_a_search_that_finds_nothing_is_an_empty_list() -> None:
    far_side = FarSide(page("Orders", of=0))

    assert fortnox(far_side).orders.find(external_invoice_reference_1="T-1") == []


def test_a_recorded_list_reads_as_summaries() -> None:
    far_side = FarSide(recorded("order_search_two_params"))

    (order,) = fortnox(far_side).orders.find(external_invoice_reference_1="x")

    assert (order.document_number, order.cancelled, order.total) == ("8", False, Decimal(0))
    assert order.external_invoice_reference_1 is None


def test_a_search_for_nothing_is_not_sent() -> None:
    with pytest.raises(ValueError, match="every order"):
        fortnox(FarSide()).orders.find(external_invoice_reference_1="")


def test_cancelling_is_a_put_without_a_body() -> None:
    far_side = FarSide(recorded("order_get"))

    fortnox(far_side).orders.cancel("1")

    assert (far_side.requests[0].method, far_side.paths) == ("PUT", ["/3/orders/1/cancel"])
    assert far_side.bodies == [""]


@pytest.mark.parametrize("number", ["", ".", ".."])
def test_a_number_that_would_name_another_thing_is_not_sent(number: str) -> None:
    with pytest.raises(ValueError, match="identifies nothing"):
        fortnox(FarSide()).orders.get(number)


def test_totals_are_read_exactly_from_numbers_and_from_strings() -> None:
    body = json.loads(recorded("order_get").content)
    text = json.dumps(body).replace('"Total": 0', '"Total": 100.10')
    text = text.replace('"TotalVAT": 0', '"TotalVAT": "20.02"')
    far_side = FarSide(recorded("order_get"))
    far_side.answers[0] = type(recorded("order_get"))(200, content=text.encode())

    order = fortnox(far_side).orders.get("1")

    assert (str(order.total), str(order.total_vat)) == ("100.10", "20.02")
