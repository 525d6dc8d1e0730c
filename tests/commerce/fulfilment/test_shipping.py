"""Goods leave partly and several times, never more than was sold less credited."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.fulfilment.models import Shipment
from tamio.commerce.fulfilment.returning import take_return
from tamio.commerce.fulfilment.shipping import Parcel, note_receipt, ship, take_back
from tamio.commerce.fulfilment.standing import Goods, Stage, goods_of, stage_of, to_ship
from tamio.commerce.invoices.credit import CreditPart, credit
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.stores.models import Store
from tests.commerce.sales import sale
from tests.factories import NOW, make_invoice, make_product, make_store

pytestmark = pytest.mark.django_db
BY = "lager@example.com"


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def invoice(store: Store) -> Invoice:
    """Three vases at position 1, and a course."""
    vase = make_product(store=store, name="Vas")
    course = make_product(store=store, item_type="service")
    return make_invoice(store=store, contents={vase: 3, course: 1})


def shipped(invoice: Invoice, units: int, **options: str) -> Shipment:
    made, _is_new = ship(
        invoice=invoice, units={1: Decimal(units)}, parcel=Parcel(), by=BY, now=NOW, **options
    )
    return made


def returned(invoice: Invoice, units: int) -> None:
    came = {1: (Decimal(units), "as-new")}
    take_return(invoice=invoice, came=came, note="", by=BY, now=NOW)


def credited(invoice: Invoice, units: int) -> None:
    part = CreditPart(position=1, quantity=Decimal(units))
    credit(invoice=invoice, parts=[part], reason="Retur", by=BY, now=NOW)


def left(invoice: Invoice) -> int:
    return int(goods_of(Invoice.objects.get(pk=invoice.pk))[0].left)


def stage(invoice: Invoice) -> Stage:
    return stage_of(goods_of(invoice))


def is_to_ship(store: Store) -> bool:
    return to_ship(store.invoices.all(), store=store).exists()


def test_a_service_needs_no_shipment(store: Store, invoice: Invoice) -> None:
    assert [each.line.description for each in goods_of(invoice)] == ["Vas"]
    course = make_product(store=store, item_type="service")
    other = make_invoice(store=store, contents={course: 1})
    assert stage(other) == Stage.NOTHING
    assert list(to_ship(store.invoices.all(), store=store)) == [invoice]


def test_goods_leave_in_several_parcels_until_none_are_left(store: Store, invoice: Invoice) -> None:
    assert (stage(invoice), is_to_ship(store)) == (Stage.TO_SHIP, True)
    shipped(invoice, 1)
    assert (left(invoice), stage(invoice), is_to_ship(store)) == (2, Stage.PARTLY, True)
    shipped(invoice, 2)
    assert (left(invoice), stage(invoice), is_to_ship(store)) == (0, Stage.SHIPPED, False)


def test_no_more_leaves_than_was_sold_less_credited(invoice: Invoice) -> None:
    credited(invoice, 1)
    with pytest.raises(ValidationError) as refused:
        shipped(invoice, 3)
    assert list(refused.value.message_dict) == ["units.1"]
    assert Shipment.objects.count() == 0
    shipped(invoice, 2)
    assert stage(invoice) == Stage.SHIPPED


@pytest.mark.parametrize("units", ["0", "-1", "0.00001", "NaN"])
def test_what_is_no_number_of_units_is_refused(invoice: Invoice, units: str) -> None:
    with pytest.raises(ValidationError):
        ship(invoice=invoice, units={1: Decimal(units)}, parcel=Parcel(), by=BY, now=NOW)


def test_a_service_cannot_be_shipped(invoice: Invoice) -> None:
    with pytest.raises(ValidationError, match=r"Det finns 0|There are 0"):
        ship(invoice=invoice, units={2: Decimal(1)}, parcel=Parcel(), by=BY, now=NOW)


def test_the_same_form_twice_is_one_shipment(invoice: Invoice) -> None:
    first, second = (shipped(invoice, 1, reference="form-1") for _ in range(2))
    assert first == second
    assert left(invoice) == 2


def test_a_shipment_that_never_left_is_to_be_shipped_again(store: Store, invoice: Invoice) -> None:
    shipment = shipped(invoice, 3)
    assert take_back(shipment=shipment, by=BY, now=NOW)
    assert not take_back(shipment=shipment, by=BY, now=NOW)
    assert (left(invoice), is_to_ship(store)) == (3, True)


def test_what_has_come_back_had_left(invoice: Invoice) -> None:
    shipment = shipped(invoice, 3)
    returned(invoice, 1)
    with pytest.raises(ValidationError):
        take_back(shipment=shipment, by=BY, now=NOW)
    assert Shipment.objects.get().taken_back_at is None


def test_what_is_credited_after_it_came_back_does_not_count_twice(
    store: Store, invoice: Invoice
) -> None:
    shipped(invoice, 2)
    returned(invoice, 1)
    credited(invoice, 1)
    assert (left(invoice), is_to_ship(store)) == (1, True)


def test_no_more_comes_back_than_the_buyer_has(invoice: Invoice) -> None:
    shipped(invoice, 2)
    returned(invoice, 1)
    with pytest.raises(ValidationError, match=r"Det finns 1|There are 1"):
        returned(invoice, 2)


def test_all_credited_before_it_left_is_nothing_to_ship(store: Store, invoice: Invoice) -> None:
    credited(invoice, 3)
    assert (stage(invoice), is_to_ship(store)) == (Stage.CANCELLED, False)


def test_a_tracking_link_that_is_none_is_refused(invoice: Invoice) -> None:
    parcel = Parcel(tracking_url="javascript:alert(1)")
    with pytest.raises(ValidationError) as refused:
        ship(invoice=invoice, units={1: Decimal(1)}, parcel=parcel, by=BY, now=NOW)
    assert "tracking_url" in refused.value.message_dict


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_receives_a_parcel_before_it_left_or_tomorrow(invoice: Invoice, days: int) -> None:
    shipment, today = shipped(invoice, 1), NOW.date()
    with pytest.raises(ValidationError):
        note_receipt(shipment=shipment, on_date=today + timedelta(days=days), today=today)


def test_a_sale_told_by_another_system_is_shipped_by_it(store: Store) -> None:
    register_sale(store=store, sale=sale(), now=NOW)
    assert not is_to_ship(store)


counts = st.integers(0, 6).map(Decimal)


@given(sold=counts, shipped=counts, credited=counts, returned=counts)
def test_whatever_happens_no_more_is_left_than_was_sold(
    sold: Decimal, shipped: Decimal, credited: Decimal, returned: Decimal
) -> None:
    line = InvoiceLine(quantity=sold)
    goods = Goods(line=line, shipped=shipped, credited=credited, returned=returned)
    assert 0 <= goods.left <= max(Decimal(0), sold - shipped)
    assert 0 <= goods.away <= shipped
