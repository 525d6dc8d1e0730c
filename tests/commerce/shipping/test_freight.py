"""Freight in a sale: which line it becomes, and whose VAT it carries."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.shipping.models import Basis, ShippingMethod
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tests.commerce.shipping.making import collected_at, make_method, make_zone
from tests.factories import NOW, buyer, company_buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db

GERMAN = company_buyer(
    country="DE", postal_code="10115", organisation_number="", vat_number="DE136695976"
)


@pytest.fixture
def store() -> Store:
    return make_store()


def sell(cart: Cart, *, to: BuyerDetails | None = None, agreed: Agreed | None = None) -> Invoice:
    return place_order(cart=cart, buyer=to or buyer(), now=NOW, agreed=agreed)


def chosen(cart: Cart, method: ShippingMethod) -> Cart:
    cart.shipping_method = method
    cart.save()
    return cart


def freight(invoice: Invoice) -> list[tuple[str, Decimal, Decimal]]:
    """Text, rate and price with VAT of each freight line."""
    lines = invoice.lines.filter(kind="shipping")
    return [(line.description, line.vat_rate, line.gross) for line in lines]


def refused(cart: Cart, *, to: BuyerDetails | None = None) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        sell(cart, to=to)
    assert not Invoice.objects.exists()
    return refusal.value.message_dict


def test_without_methods_no_freight_is_charged(store: Store) -> None:
    invoice = sell(make_cart(store=store, contents={make_product(store=store): 1}))
    assert freight(invoice) == []
    assert invoice.lines.count() == 1


def test_freight_follows_the_goods_over_their_rates(store: Store) -> None:
    """commerce_facts section 6: 650 at 6 % and 350 at 25 %, freight 100, all without VAT."""
    store = make_store(prices_include_vat=False)
    book = make_product(store=store, price=Decimal(650), vat_class=VatClass.BOOKS)
    record = make_product(store=store, price=Decimal(350))
    make_method(store=store, zone=make_zone("SE", store=store), price="100")

    invoice = sell(make_cart(store=store, contents={book: 1, record: 1}))

    lines = invoice.lines.filter(kind="shipping")
    assert [[line.vat_rate, line.net] for line in lines] == [[25, 35], [6, 65]]
    assert [(each.rate, each.amounts.vat) for each in invoice.vat_specification()] == [
        (Decimal(25), Decimal("96.25")), (Decimal(6), Decimal("42.90")),
    ]  # fmt: skip


def test_what_is_not_shipped_carries_no_freight(store: Store) -> None:
    lesson = make_product(store=store, item_type=ItemType.SERVICE, vat_class=VatClass.CULTURE)
    pot = make_product(store=store)
    make_method(store=store, zone=make_zone("SE", store=store))

    assert freight(sell(make_cart(store=store, contents={lesson: 1}))) == []
    both = sell(make_cart(store=store, contents={lesson: 1, pot: 1}))
    assert freight(both) == [("Ombud", Decimal(25), Decimal(49))]


def test_the_line_is_called_as_the_method_in_the_stores_language() -> None:
    store = make_store(language="en")
    make_method(store=store, zone=make_zone("SE", store=store))
    invoice = sell(make_cart(store=store, contents={make_product(store=store): 1}))
    assert freight(invoice)[0][0] == "Pick-up point"


def test_free_delivery_is_told_and_costs_nothing(store: Store) -> None:
    zone = make_zone("SE", store=store)
    make_method(store=store, zone=zone, free_from=Decimal(199))

    invoice = sell(make_cart(store=store, contents={make_product(store=store): 1}))

    assert [(line.kind, line.description) for line in invoice.lines.all()][1:] == [
        ("text", "Ombud")
    ]
    assert invoice.total == 199


def test_who_owes_no_vat_pays_freight_without_it(store: Store) -> None:
    pot = make_product(store=store, price=Decimal("125"))
    make_method(store=store, zone=make_zone("US", store=store), price="50")

    invoice = sell(
        make_cart(store=store, contents={pot: 1}), to=buyer(country="US", postal_code="10001")
    )

    assert freight(invoice) == [("Ombud", Decimal(0), Decimal(40))]
    assert [invoice.total, invoice.vat] == [140, 0]


def test_weight_is_that_of_all_pieces(store: Store) -> None:
    zone = make_zone("SE", store=store)
    make_method(store=store, zone=zone, basis=Basis.WEIGHT, steps={"1000": "79"})
    stone = make_product(store=store, weight=400)
    card = make_product(store=store)

    assert freight(sell(make_cart(store=store, contents={stone: 2, card: 9})))[0][2] == 49
    assert freight(sell(make_cart(store=store, contents={stone: 3})))[0][2] == 79


def test_the_chosen_method_is_charged_and_no_other(store: Store) -> None:
    zone = make_zone("SE", store=store)
    make_method(store=store, zone=zone)
    courier = make_method(store=store, zone=zone, name_sv="Bud", price="129", position=2)
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    assert freight(sell(chosen(cart, courier))) == [("Bud", Decimal(25), Decimal(129))]


def test_a_method_that_is_gone_is_asked_for_again(store: Store) -> None:
    zone = make_zone("SE", store=store)
    make_method(store=store, zone=zone)
    courier = make_method(store=store, zone=zone, price="129", position=2)
    cart = chosen(make_cart(store=store, contents={make_product(store=store): 1}), courier)
    courier.active = False
    courier.save()
    assert list(refused(cart)) == ["shipping"]


def test_a_country_without_a_way_is_refused_at_its_field(store: Store) -> None:
    make_method(store=store, zone=make_zone("SE", store=store))
    cart = make_cart(store=store, contents={make_product(store=store): 1})

    assert list(refused(cart, to=buyer(country="NO", postal_code="0150"))) == ["country"]
    there = buyer(
        delivery_line1="Gata 1", delivery_postal_code="0150", delivery_city="Oslo",
        delivery_country="NO",
    )  # fmt: skip
    assert list(refused(cart, to=there)) == ["delivery_country"]


def test_a_freight_that_changed_is_asked_again(store: Store) -> None:
    method = make_method(store=store, zone=make_zone("SE", store=store))
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    method.steps.update(price=Decimal(59))

    with pytest.raises(ValidationError) as refusal:
        sell(cart, agreed=Agreed("248.00"))

    assert list(refusal.value.message_dict) == ["cart"]
    assert sell(cart, agreed=Agreed("258.00")).total == 258


def test_what_is_collected_changes_hands_at_the_store(store: Store) -> None:
    """A German business that fetches it pays Swedish VAT: nothing leaves the country by the sale.

    Its delivery address is the store's.
    """
    method = collected_at(store)
    make_method(store=store, zone=make_zone("DE", store=store))
    cart = chosen(make_cart(store=store, contents={make_product(store=store): 1}), method)

    invoice = sell(cart, to=GERMAN)

    item, told = invoice.lines.all()
    assert (item.vat_rate, item.vat_treatment, item.vat_country) == (25, "domestic", "SE")
    assert (told.kind, told.description) == ("text", "Hämta i butiken")
    assert (invoice.delivery_name, invoice.delivery_line1) == (store.name, store.line1)
    assert (invoice.delivery_postal_code, invoice.delivery_country) == ("352 46", "SE")
