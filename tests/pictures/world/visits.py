"""Who looks, each in a browser of their own: its cookies, and the addresses that only they know."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.links.one_time import make_one_time_link
from tamio.commerce.payments.models import Attempt, CardSetup
from tamio.commerce.stores.models import Store
from tests.backoffice.signing_in.codes import (
    PASSWORD,
    recovery_codes_of,
    show_who_i_am,
    sign_in,
    with_app,
)
from tests.factories import NOW, make_member
from tests.pictures.world.goods import Goods
from tests.pictures.world.people import People
from tests.pictures.world.regulars import Regulars
from tests.pictures.world.sales import Sales
from tests.storefront.shopping import Shopper


@dataclass(frozen=True)
class Visits:
    """`browsers` by who looks: "owner", "head" of the agency, who has an app ("guarded"), who has
    given a password and no code ("halfway"), "customer", "shopper"; a "stranger" has none.
    """

    browsers: dict[str, Client]
    bought: Invoice
    credited: Invoice
    attempt: Attempt
    one_time: str
    card_setup: CardSetup

    def cookies(self, who: str) -> dict[str, str]:
        client = self.browsers.get(who)
        return {name: each.value for name, each in client.cookies.items()} if client else {}


def open_doors(people: People, goods: Goods, sales: Sales, regulars: Regulars) -> Visits:
    store = people.store
    customer = _customer(store, regulars)
    shopper, bought, attempt = _shopper(store, goods)
    browsers = {
        "owner": _signed_in(people.owner),
        "head": _signed_in(people.head),
        "customer": customer.client,
        "shopper": shopper.client,
    } | _careful(store)
    return Visits(
        browsers=browsers, bought=bought, attempt=attempt, credited=sales.credited,
        one_time=_one_time(store), card_setup=CardSetup.objects.latest("pk"),
    )  # fmt: skip


def _signed_in(user: Any) -> Client:
    client = Client()
    sign_in(client, user)
    show_who_i_am(client)
    return client


def _careful(store: Store) -> dict[str, Client]:
    careful = make_member(
        store=store, email="maja@example.com", name="Maja Dahl", password=PASSWORD
    )
    guarded, halfway = _signed_in(careful), Client()
    with_app(careful)
    recovery_codes_of(careful)
    sign_in(halfway, careful)
    return {"guarded": guarded, "halfway": halfway}


def _customer(store: Store, regulars: Regulars) -> Shopper:
    customer = Shopper(store, Client())
    customer.client.post(customer.url(f"orders/{_one_time(store)}/"))
    customer.client.post(
        customer.url(f"orders/mine/subscriptions/{regulars.mine.number}/card/"), follow=True
    )
    return customer


def _one_time(store: Store) -> str:
    token = make_one_time_link(store=store, email="asa@example.com", now=NOW)
    assert token is not None
    return token


def _shopper(store: Store, goods: Goods) -> tuple[Shopper, Invoice, Attempt]:
    """Has bought once, begun to pay for a second, and filled a third cart."""
    shopper = Shopper(store, Client())
    _fill(shopper, goods)
    bought = shopper.buy(pay_by="invoice", shipping=goods.method.pk)
    _fill(shopper, goods)
    shopper.send(pay_by="test", shipping=goods.method.pk)
    _fill(shopper, goods)
    return shopper, bought, Attempt.objects.filter(card=None).latest("pk")


def _fill(shopper: Shopper, goods: Goods) -> None:
    for sku in (goods.vase.lead.sku, "MOSSA-1", goods.course.lead.sku):
        shopper.put(sku)
