"""A pack is bought as one thing, and sold as what it holds."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import Product, StockMovement
from tamio.commerce.checkout.models import Reservation
from tamio.commerce.checkout.paying import start_payment
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.reserving import free_for_lines, free_of, reserve
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.invoices.restocking import put_back
from tamio.commerce.payments.attempts import settle
from tamio.commerce.payments.models import Attempt, Method, Progress
from tamio.commerce.payments.providers.port import Found
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tests.factories import NOW, buyer, make_cart, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def candle(store: Store) -> Product:
    return make_product(store=store, name="Ljus", sku="LJUS", price=Decimal(50), stock=10)


@pytest.fixture
def coffee(store: Store) -> Product:
    return make_product(
        store=store, name="Kaffe", sku="KAFFE", price=Decimal(50), vat_class=VatClass.FOOD, stock=4
    )


@pytest.fixture
def pack(store: Store, candle: Product, coffee: Product) -> Product:
    return make_pack(store=store, name="Julpaket", holds={candle: 3, coffee: 1}, price="180")


def sell(store: Store, contents: dict[Product, int]) -> Invoice:
    return place_order(cart=make_cart(store=store, contents=contents), buyer=buyer(), now=NOW)


def stock_of(*products: Product) -> list[int | None]:
    return [product.lead.stock for product in Product.objects.filter(pk__in=[
        each.pk for each in products]).order_by("pk")]  # fmt: skip


def test_the_invoice_names_the_pack_and_has_a_line_for_each_part(
    store: Store, pack: Product
) -> None:
    lines = sell(store, {pack: 2}).lines.all()

    assert [(each.kind, each.description) for each in lines] == [
        ("text", "Paket: Julpaket, 2 st"), ("item", "Ljus"), ("item", "Kaffe"),
    ]  # fmt: skip
    sold = [(each.sku, each.quantity, each.gross, each.discount) for each in lines if each.sku]
    assert sold == [("LJUS", 6, 270, 30), ("KAFFE", 2, 90, 10)]


def test_each_part_is_taxed_as_what_it_is(store: Store, pack: Product) -> None:
    invoice = sell(store, {pack: 1})

    # 135 at 25 % and 45 at the food rate of 6 % that holds in November 2026.
    found = {each.rate: each.amounts for each in invoice.vat_specification()}
    assert {rate: (each.net, each.vat) for rate, each in found.items()} == {
        25: (Decimal("108.00"), Decimal("27.00")), 6: (Decimal("42.45"), Decimal("2.55")),
    }  # fmt: skip
    assert invoice.total == 180


def test_what_is_bought_besides_comes_before_the_pack(
    store: Store, pack: Product, candle: Product
) -> None:
    lines = sell(store, {pack: 1, candle: 2}).lines.all()
    assert [each.sku for each in lines] == ["LJUS", "", "LJUS", "KAFFE"]
    assert lines[0].gross == 100


def test_a_pack_that_costs_more_than_its_parts_has_no_discount_below_nothing(
    store: Store, candle: Product, coffee: Product
) -> None:
    dear = make_pack(store=store, holds={candle: 3, coffee: 1}, price="400.01")

    lines = [each for each in sell(store, {dear: 1}).lines.all() if each.sku]

    assert sum(each.gross for each in lines) == Decimal("400.01")
    assert all(each.discount >= 0 for each in lines)


def test_a_pack_priced_by_its_parts_follows_them(
    store: Store, candle: Product, coffee: Product
) -> None:
    pack = make_pack(store=store, holds={candle: 3, coffee: 1}, percent="10")
    assert pack.lead.price == 180
    assert sell(store, {pack: 1}).total == 180


def test_its_parts_are_taken_from_the_stock(
    store: Store, pack: Product, candle: Product, coffee: Product
) -> None:
    invoice = sell(store, {pack: 2, candle: 1})

    assert stock_of(candle, coffee) == [3, 2]
    movements = StockMovement.objects.filter(reason="sold").order_by("variant")
    assert [(each.change, each.document) for each in movements] == [
        (-7, str(invoice.number)), (-2, str(invoice.number)),
    ]  # fmt: skip


def test_there_are_as_many_packs_as_of_the_scarcest_part(pack: Product, candle: Product) -> None:
    assert free_of([pack.lead], cart=None, now=NOW) == {pack.lead.pk: 3}
    make_pack(store=pack.store, holds={candle: 2})
    other = make_cart(store=pack.store, contents={candle: 5})
    reserve(cart=other, now=NOW)
    assert free_of([pack.lead], cart=None, now=NOW) == {pack.lead.pk: 1}


def test_parts_are_kept_at_the_checkout(
    store: Store, pack: Product, candle: Product, coffee: Product
) -> None:
    reserve(cart=make_cart(store=store, contents={pack: 2, candle: 1}), now=NOW)

    kept = Reservation.objects.order_by("variant").values_list("variant__product", "quantity")
    assert list(kept) == [(candle.pk, 7), (coffee.pk, 2)]


def test_in_a_cart_a_pack_has_what_the_lines_before_it_leave(
    store: Store, pack: Product, candle: Product
) -> None:
    cart = make_cart(store=store, contents={candle: 6, pack: 2})
    lines = list(cart.lines.select_related("variant__product"))

    assert list(free_for_lines(lines, cart=cart, now=NOW).values()) == [10, 1]


def test_too_few_of_a_part_is_said_with_the_pack_that_holds_it(store: Store, pack: Product) -> None:
    with pytest.raises(ValidationError) as refused:
        sell(store, {pack: 4})
    assert "Ljus" in str(refused.value)
    assert "Julpaket" in str(refused.value)
    assert not Invoice.objects.exists()
    assert not StockMovement.objects.filter(reason="sold").exists()


def test_a_part_that_is_not_for_sale_takes_the_pack_off_sale(
    store: Store, pack: Product, coffee: Product
) -> None:
    assert pack in Product.objects.for_sale(now=NOW)
    Product.objects.filter(pk=coffee.pk).update(active=False)

    assert pack not in Product.objects.for_sale(now=NOW)
    with pytest.raises(ValidationError, match="Julpaket"):
        sell(store, {pack: 1})


def test_what_is_paid_first_holds_the_parts_and_gives_them_back(
    store: Store, pack: Product, candle: Product, coffee: Product
) -> None:
    cart = make_cart(store=store, contents={pack: 2})
    attempt = start_payment(
        cart=cart, buyer=buyer(), method=Method.TEST, agreed=None,
        return_url="https://shop.example/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip
    assert isinstance(attempt, Attempt)
    assert stock_of(candle, coffee) == [4, 2]
    assert attempt.amount == 360

    settle(attempt, Found(progress=Progress.CLOSED), now=NOW)

    assert stock_of(candle, coffee) == [10, 4]
    reasons = StockMovement.objects.exclude(reason="opening").order_by("pk")
    assert [each.reason for each in reasons] == ["held", "held", "released", "released"]


def test_a_credit_note_puts_the_parts_back(
    store: Store, pack: Product, candle: Product, coffee: Product
) -> None:
    invoice = sell(store, {pack: 2})

    note = credit_all(invoice=invoice, reason="Ånger", by="a@example.com", now=NOW)
    put_back(note=note, by="a@example.com", now=NOW)

    assert note.total == -360
    assert stock_of(candle, coffee) == [10, 4]
