"""What the addresses of pages are made of, by the page's name and the place in its address.

A page whose address has nothing but the store in it needs no line here: it is found by itself. One
that has more, and no line, is told by `test_every_page.py`.
"""

from collections.abc import Mapping
from typing import Any

from tamio.outbox.states import State
from tests.pictures.world import World

Values = list[dict[str, Any]]


def values(world: World) -> Mapping[str, Values]:
    """By name: one address for each of the values given; `behind` stands behind it."""
    return {
        **_of_the_catalogue(world),
        **_of_sales(world),
        **_of_subscriptions(world),
        **_of_the_integration(world),
        **_of_the_desk(world),
        **_of_people(world),
        **_of_the_shop(world),
    }


def _of_the_catalogue(world: World) -> dict[str, Values]:
    goods = world.goods
    return {
        "backoffice:product": _pks(goods.vase, goods.hat, goods.book, goods.card),
        "backoffice:product_options": _pks(goods.hat),
        "backoffice:product_stock": _pks(goods.vase),
        "backoffice:product_pictures": _pks(goods.vase),
        "backoffice:pack": _pks(goods.pack),
        "backoffice:plans": _pks(goods.box),
        "backoffice:new_plan": _pks(goods.box),
        "backoffice:plan": _pks(goods.plan),
        "backoffice:new_price": _pks(goods.yearly),
        "backoffice:price_change": _pks(world.regulars.change),
        "backoffice:category": _pks(goods.category),
        "backoffice:collection": _pks(goods.collection),
        "backoffice:import": _pks(goods.imported),
        "backoffice:offer": _pks(goods.offer, goods.code),
        "backoffice:zone": _pks(goods.zone),
        "backoffice:method": _pks(goods.method),
        "backoffice:shop_page": [{"page": "terms"}],
        "backoffice:letter": [{"kind": "order"}, {"kind": "reminder"}],
    }


def _of_sales(world: World) -> dict[str, Values]:
    sales = world.sales
    return {
        "backoffice:customer": _numbers(sales.unpaid.customer, sales.to_a_company.customer),
        "backoffice:privacy": _numbers(sales.unpaid.customer),
        "backoffice:invoice": _numbers(
            sales.unpaid, sales.credited, sales.shipped, *_in_states(world)
        ),
        "backoffice:payment": _numbers(sales.to_a_company),
        "backoffice:paid_back": _numbers(sales.credited),
        "backoffice:credit": _numbers(sales.paid),
        "backoffice:credit_note": _numbers(sales.note),
        "backoffice:ship": _numbers(sales.unpaid),
        "backoffice:return": _numbers(sales.shipped),
        "backoffice:packing_slip": [{"number": sales.shipped.number, "pk": sales.shipment.pk}],
        "backoffice:withdrawal": _pks(sales.regretted, sales.unknown),
        "backoffice:bank_file": _pks(sales.bank_file),
        "backoffice:bank_entry": _pks(sales.bank_entry),
        "backoffice:gift_card": _pks(sales.gift_card),
    }


def _in_states(world: World) -> list[Any]:
    return [world.books.by_state[state] for state in (State.REJECTED, State.LATER, State.DIFFERS)]


def _of_subscriptions(world: World) -> dict[str, Values]:
    regulars = world.regulars
    return {
        "backoffice:subscription": _numbers(
            regulars.discounted, regulars.late, regulars.paused, regulars.leaving
        ),
        "backoffice:subscription_end_discount": _numbers(regulars.discounted),
        "backoffice:subscription_change": _numbers(regulars.mine),
        "backoffice:subscription_pause": _numbers(regulars.mine),
        "backoffice:subscription_resume": _numbers(regulars.paused),
        "backoffice:subscription_cancel": _numbers(regulars.mine),
    }


def _of_the_integration(world: World) -> dict[str, Values]:
    books, room = world.books, "backoffice:fortnox:"
    return {
        f"{room}preview": _numbers(books.by_state[State.WAITING]),
        f"{room}new_backfill": [
            {"store_slug": world.people.client.slug, "behind": "?first=2026-10-24"}
        ],
        f"{room}reconciliation": _pks(books.run),
        f"{room}month": [{"year": 2026, "month": 11}, {"year": 2026, "month": 1}],
        f"{room}backfill": _pks(books.backfill),
        f"{room}exchange": _pks(books.exchange),
    }


def _of_the_desk(world: World) -> dict[str, Values]:
    desk = world.desk
    return {
        "backoffice:bulk": [{"listed": "products"}, {"listed": "fortnox-submissions"}],
        "backoffice:bulk_run": _pks(desk.run),
        "backoffice:saved_filter": _pks(desk.kept),
        "backoffice:customer_import": _pks(desk.read),
    }


def _of_people(world: World) -> dict[str, Values]:
    people = world.people
    agency = {"pk": people.agency.pk}
    return {
        "backoffice:person": _pks(people.colleague),
        "agencies:agency": [agency],
        "agencies:brand": [agency],
        "agencies:find": [agency, agency | {"behind": "?q=kvarn"}],
        "agencies:invite": [agency],
        "agencies:new_store": [agency],
        "agencies:person": [agency | {"member": people.partner.pk}],
        "me:invitation": [{"token": people.token}, {"token": "guess"}],
        "account_reset_password_from_key": [{"uidb36": "1", "key": "guess"}],
    }


def _of_the_shop(world: World) -> dict[str, Values]:
    goods, visits, regulars = world.goods, world.visits, world.regulars
    order = visits.credited.order_link.token
    note = {"number": world.sales.note.number}
    mine = _numbers(regulars.mine)
    return {
        "storefront:product": [
            {"sku": each.lead.sku}
            for each in (goods.vase, goods.hat, goods.card, goods.box, goods.pack)
        ],
        "storefront:category": [{"slug": goods.category.slug}],
        "storefront:collection": [{"slug": goods.collection.slug}],
        "storefront:page": [{"page": "terms"}],
        "storefront:confirmation": [{"key": visits.bought.cart.key}],
        "storefront:test_payment": [{"key": visits.attempt.key}],
        "storefront:order": [{"token": order}],
        "storefront:order_credit_note": [{"token": order} | note],
        "storefront:credit_note": [{"key": visits.credited.cart.key} | note],
        "storefront:open_orders": [{"token": visits.one_time}, {"token": "guess"}],
        "storefront:withdrawn": [{"key": world.sales.regretted.token}],
        "storefront:missing": [{}],
        **{
            f"storefront:my_subscription{below}": mine
            for below in ("", "_change", "_pause", "_cancel")
        },
        "storefront:my_subscription_address": _numbers(regulars.sent),
        "storefront:my_subscription_resume": _numbers(regulars.sent),
        "storefront:my_card_page": [mine[0] | {"key": visits.card_setup.key}],
        "storefront:my_test_card": [mine[0] | {"key": visits.card_setup.key}],
    }


def _pks(*rows: Any) -> Values:
    return [{"pk": row.pk} for row in rows]


def _numbers(*rows: Any) -> Values:
    return [{"number": row.number} for row in rows]
