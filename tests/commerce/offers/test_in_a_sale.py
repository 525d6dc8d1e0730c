"""Offers and codes in a sale: the discount stands on the lines, so the VAT is right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tamio.commerce.catalogue.models import Category, Collection
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.offers.choosing import find_code
from tamio.commerce.offers.models import OfferCode, Redemption
from tamio.commerce.offers.redeeming import give_back
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tests.commerce.offers.making import make_code, make_offer
from tests.commerce.shipping.making import make_method, make_zone
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def cart_of(store: Store, *, code: OfferCode | None = None, price: str = "200") -> Cart:
    cart = make_cart(store=store, contents={make_product(store=store, price=Decimal(price)): 1})
    cart.code = code
    cart.save()
    return cart


def sell(cart: Cart, *, to: BuyerDetails | None = None, agreed: Agreed | None = None) -> Invoice:
    return place_order(cart=cart, buyer=to or buyer(), now=NOW, agreed=agreed)


def refused(cart: Cart, *, to: BuyerDetails | None = None) -> str:
    with pytest.raises(ValidationError) as refusal:
        sell(cart, to=to)
    cart.refresh_from_db()
    assert cart.invoice is None
    return str(refusal.value.message_dict["cart"][0])


def test_a_percent_is_on_the_line_and_told_below(store: Store) -> None:
    make_offer(store=store, value="15")

    invoice = sell(cart_of(store))

    item, told = invoice.lines.all()
    assert (item.unit_price, item.discount, item.discount_percent) == (200, 30, 15)
    assert (item.gross, item.vat) == (170, 34)
    assert (told.kind, told.description) == ("text", "Rabatt: Höstrea")


def test_an_amount_off_the_order_keeps_each_lines_own_vat(store: Store) -> None:
    make_offer(store=store, gives="amount", value="100")
    pot = make_product(store=store, price=Decimal(300))
    book = make_product(store=store, price=Decimal(100), vat_class=VatClass.BOOKS)

    invoice = sell(make_cart(store=store, contents={pot: 1, book: 1}))

    lines = invoice.lines.filter(kind="item")
    assert [(line.discount, line.gross, line.vat) for line in lines] == [
        (75, 225, 45), (25, 75, Decimal("4.25")),
    ]  # fmt: skip


def test_who_owes_no_vat_has_the_discount_without_it_too(store: Store) -> None:
    make_offer(store=store, gives="amount", value="25")
    invoice = sell(cart_of(store, price="125"), to=buyer(country="US", postal_code="10001"))
    assert [invoice.total, invoice.lines.get(kind="item").discount] == [80, 20]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "total"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 180),
        (date(2026, 11, 24), None, 200),
        (date(2026, 11, 1), date(2026, 11, 22), 200),
    ],
)
def test_an_offer_is_in_force_from_its_first_day_to_its_last(
    store: Store, starts_on: date, ends_on: date | None, total: int
) -> None:
    make_offer(store=store, starts_on=starts_on, ends_on=ends_on)
    assert sell(cart_of(store)).total == total


def test_what_is_not_in_force_or_asks_for_more_gives_nothing(store: Store) -> None:
    make_offer(store=store, active=False)
    make_offer(store=store, minimum=Decimal("200.01"))
    make_offer(store=store, needs_code=True)
    make_offer(store=make_store())
    assert sell(cart_of(store)).total == 200


def test_everything_can_be_given_away(store: Store) -> None:
    make_offer(store=store, gives="amount", value="999")
    invoice = sell(cart_of(store, price="33.33"))
    assert [invoice.net, invoice.vat, invoice.total] == [0, 0, 0]


def test_free_shipping_frees_the_shipping_alone(store: Store) -> None:
    make_method(store=store, zone=make_zone("SE", store=store))
    make_offer(store=store, gives="shipping", value="0", minimum=Decimal(150))
    assert sell(cart_of(store, price="149")).total == 198
    assert sell(cart_of(store, price="150")).total == 150


def test_an_offer_is_on_what_lies_in_its_categories_and_collections(store: Store) -> None:
    home = Category.objects.create(store=store, name="Hem", slug="hem")
    kitchen = Category.objects.create(store=store, name="Kök", slug="kok", parent=home)
    season = Collection.objects.create(store=store, name="Jul", slug="jul")
    pot, star, chair = (make_product(store=store, price=Decimal(100)) for _ in range(3))
    pot.categories.add(kitchen)
    star.collections.add(season)
    offer = make_offer(store=store)
    offer.categories.add(home)
    offer.collections.add(season)

    invoice = sell(make_cart(store=store, contents={pot: 1, star: 1, chair: 1}))

    assert [line.gross for line in invoice.lines.filter(kind="item")] == [90, 90, 100]


def test_an_offer_on_an_empty_category_is_on_nothing(store: Store) -> None:
    offer = make_offer(store=store)
    offer.categories.add(Category.objects.create(store=store, name="Hem", slug="hem"))
    assert sell(cart_of(store)).total == 200


def test_a_code_is_found_however_it_is_written(store: Store) -> None:
    code = make_code(store=store, code="HÖST-10")
    make_code(store=make_store(), code="ANNAN")
    assert find_code(store=store, written=" höst-10 ") == code
    assert find_code(store=store, written="ANNAN") is None
    assert find_code(store=store, written="") is None


def test_a_used_code_leaves_a_use_with_what_it_took(store: Store) -> None:
    code = make_code(store=store)

    invoice = sell(cart_of(store, code=code))

    use = Redemption.objects.get()
    assert (use.invoice, use.customer, use.code) == (invoice, invoice.customer, code)
    assert use.amount == 20
    assert invoice.total == 180
    assert invoice.lines.get(kind="text").description == "Rabatt: Höstrea (HOST10)"


def test_a_code_that_gives_nothing_is_not_used(store: Store) -> None:
    code = make_code(store=store, minimum=Decimal(500))
    assert sell(cart_of(store, code=code)).total == 200
    assert not Redemption.objects.exists()


def test_a_code_is_used_no_more_than_its_limit(store: Store) -> None:
    code = make_code(store=store, most_uses=1)
    sell(cart_of(store, code=code))

    with override("en"):
        said = refused(cart_of(store, code=code), to=buyer(email="bo@example.com"))

    assert said == "The code HOST10 has been used up. Take it out of the cart."
    assert Redemption.objects.count() == 1


def test_the_limit_per_customer_is_over_all_codes_of_the_offer(store: Store) -> None:
    code = make_code(store=store, most_per_customer=1)
    other = OfferCode.objects.create(store=store, offer=code.offer, code="HOST11")
    sell(cart_of(store, code=code))

    assert "HOST11" in refused(cart_of(store, code=other))
    assert sell(cart_of(store, code=other), to=buyer(email="bo@example.com")).total == 180


def test_a_first_order_is_told_from_a_later_one(store: Store) -> None:
    code = make_code(store=store, first_order_only=True)
    sell(cart_of(store))
    assert "HOST10" in refused(cart_of(store, code=code))
    assert sell(cart_of(store, code=code), to=buyer(email="ny@example.com")).total == 180


def test_an_offer_that_ends_while_one_writes_is_said_before_paying(store: Store) -> None:
    code = make_code(store=store)
    cart = cart_of(store, code=code)
    code.offer.ends_on = date(2026, 11, 22)
    code.offer.save()

    with pytest.raises(ValidationError) as refusal:
        sell(cart, agreed=Agreed("180.00"))

    assert list(refusal.value.message_dict) == ["cart"]


def test_a_credit_note_says_whether_the_use_comes_back(store: Store) -> None:
    code = make_code(store=store, most_uses=1)
    invoice = sell(cart_of(store, code=code))
    note = credit_all(
        invoice=invoice, reason="Retur", by="a@example.com", now=NOW + timedelta(days=1)
    )
    assert refused(cart_of(store, code=code))

    assert give_back(note=note)
    assert not give_back(note=note)

    assert Redemption.objects.get().given_back_with == note
    assert sell(cart_of(store, code=code)).total == 180
