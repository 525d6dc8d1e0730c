"""What a pack can hold, and how its price follows."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import PackPart, PriceChange, Product, Variant
from tamio.commerce.catalogue.packs.writing import save_pack
from tamio.commerce.catalogue.writing import save_variant
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def test_a_pack_holds_neither_pack_nor_card_nor_what_others_sell_and_at_least_two(
    store: Store,
) -> None:
    candle = make_product(store=store)
    pack = make_pack(store=store, holds={candle: 2})
    elsewhere = make_product(store=make_store())
    card = make_product(store=store, item_type="gift_card", vat_class="exempt")

    for holds in ({pack: 1, candle: 1}, {elsewhere: 2}, {card: 2}, {candle: 1}, {}, {candle: 100}):
        with pytest.raises(ValidationError) as refused:
            make_pack(store=store, holds=holds)
        assert list(refused.value.message_dict) == ["parts"]
    assert Product.objects.filter(is_pack=True).get() == pack


def test_the_same_variant_twice_is_refused(store: Store) -> None:
    candle = make_product(store=store).lead
    pack = Product(store=store, name="Paket", created_at=NOW)
    variant = Variant(sku="PAKET", price=Decimal(1))
    with pytest.raises(ValidationError):
        save_pack(pack, variant=variant, parts=[(candle, 1), (candle, 2)], by="", now=NOW)


def test_no_code_makes_a_part_of_what_cannot_be_one(store: Store) -> None:
    pack = make_pack(store=store, holds={make_product(store=store): 2})
    with pytest.raises(ValueError, match="cannot be a part"):
        PackPart.objects.create(pack=pack, variant=pack.lead, quantity=1)


def test_when_a_part_costs_more_so_does_a_pack_that_is_priced_by_it(store: Store) -> None:
    candle = make_product(store=store, price=Decimal(100)).lead
    by_parts = make_pack(store=store, holds={candle: 2}, percent="25")
    own = make_pack(store=store, holds={candle: 2}, price="120")

    before = Variant.objects.select_related("product").get(pk=candle.pk)
    candle.price = Decimal(200)
    save_variant(candle, before=before, fields=["price"], by="a@example.com", now=NOW)

    assert [by_parts.lead.price, own.lead.price] == [300, 120]
    changes = PriceChange.objects.filter(variant=by_parts.lead).order_by("pk")
    assert [each.price for each in changes] == [150, 300]


def test_where_vat_changes_are_passed_on_each_part_keeps_its_net(store: Store) -> None:
    store.kept_at_rate_change = "net"
    store.save()
    food = make_product(store=store, price=Decimal(100), vat_class="food")
    goods = make_product(store=store, price=Decimal(100))
    pack = make_pack(store=store, holds={food: 1, goods: 1}, price="150")
    pack.store = store

    # Food goes from 6 % back to 12 % on 1 January 2028: 75.00 of the pack becomes 79.25.
    assert pack.lead.price_on(store.date_of(NOW)) == 150
    later = store.date_of(NOW.replace(year=2028))
    assert pack.lead.price_on(later) == Decimal("154.25")
