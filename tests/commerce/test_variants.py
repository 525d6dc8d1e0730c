"""Products in several variants: what is bought, what it is called, what its options make."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.options import Option, arrange
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db

COLOUR = Option("Färg", ["Blå", "Röd"])
SIZE = Option("Storlek", ["S", "M"])


@pytest.fixture
def store() -> Store:
    return make_store()


def vary(product: Product, *options: Option) -> None:
    arrange(product=product, options=options, by="owner@example.com", now=NOW)
    product.refresh_from_db()


def offered(product: Product) -> list[tuple[str, str]]:
    return [(" / ".join(each.values), each.sku) for each in product.variants.filter(active=True)]


def test_a_line_says_which_variant_was_sold_at_its_own_price(store: Store) -> None:
    shirt = make_product(store=store, name="Tröja", sku="TROJA")
    vary(shirt, COLOUR)
    red = shirt.variants.get(value1="Röd")
    red.price = Decimal("249.00")
    red.save()

    invoice = place_order(cart=make_cart(store=store, contents={red: 1}), buyer=buyer(), now=NOW)

    line = invoice.lines.get()
    assert (line.sku, line.description) == ("TROJA-RÖD", "Tröja, Röd")
    assert line.unit_price == 249
    assert (line.product, line.variant) == (shirt, red)


def test_each_choice_of_values_becomes_a_variant(store: Store) -> None:
    shirt = make_product(store=store, sku="TROJA", price=Decimal(199), stock=5)

    vary(shirt, COLOUR, SIZE)

    assert offered(shirt) == [
        ("Blå / S", "TROJA"),
        ("Blå / M", "TROJA-BLÅ-M"),
        ("Röd / S", "TROJA-RÖD-S"),
        ("Röd / M", "TROJA-RÖD-M"),
    ]
    assert {each.price for each in shirt.variants.all()} == {Decimal(199)}
    assert [each.stock for each in shirt.variants.all()] == [5, 0, 0, 0]


def test_a_value_more_leaves_the_others_as_they_are(store: Store) -> None:
    shirt = make_product(store=store, sku="TROJA")
    vary(shirt, COLOUR)
    shirt.variants.filter(value1="Röd").update(sku="EGEN", price=Decimal(1))

    vary(shirt, Option("Färg", ["Grön", "Blå", "Röd"]))

    assert offered(shirt) == [("Grön", "TROJA-GRÖN"), ("Blå", "TROJA"), ("Röd", "EGEN")]


def test_a_value_taken_out_is_no_longer_for_sale_and_comes_back_as_it_was(store: Store) -> None:
    shirt = make_product(store=store, sku="TROJA")
    vary(shirt, COLOUR)
    shirt.variants.filter(value1="Röd").update(sku="EGEN")

    vary(shirt, Option("Färg", ["Blå"]))
    assert offered(shirt) == [("Blå", "TROJA")]

    vary(shirt, COLOUR)
    assert offered(shirt) == [("Blå", "TROJA"), ("Röd", "EGEN")]


def test_an_option_more_and_an_option_less_keep_what_they_can(store: Store) -> None:
    shirt = make_product(store=store, sku="TROJA")
    vary(shirt, COLOUR)

    vary(shirt, COLOUR, SIZE)
    assert offered(shirt)[0] == ("Blå / S", "TROJA")
    assert offered(shirt)[2] == ("Röd / S", "TROJA-RÖD")

    vary(shirt, COLOUR)
    assert offered(shirt) == [("Blå", "TROJA"), ("Röd", "TROJA-RÖD")]

    vary(shirt)
    assert offered(shirt) == [("", "TROJA")]
    assert str(shirt.lead) == shirt.name


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ([Option("Färg", [])], "values.0"),
        ([Option("", ["Blå"])], "values.0"),
        ([COLOUR, Option("Storlek", ["S", "s"])], "values.1"),
        ([COLOUR, Option("färg", ["Grön"])], "options"),
        ([Option("Färg", ["x" * 41])], "values.0"),
        ([Option("Nr", [str(number) for number in range(101)])], "options"),
    ],
)
def test_options_that_cannot_be_are_refused_at_their_field(
    store: Store, options: list[Option], field: str
) -> None:
    product = make_product(store=store)

    with pytest.raises(ValidationError) as refused:
        vary(product, *options)

    assert list(refused.value.message_dict) == [field]
    assert product.variants.count() == 1


def test_a_long_name_leaves_room_for_what_tells_the_variant_apart(store: Store) -> None:
    shirt = make_product(store=store, name="T" * 200)
    vary(shirt, COLOUR)

    title = shirt.variants.get(value1="Röd").title
    assert len(title) == 200
    assert title.endswith("TT, Röd")
