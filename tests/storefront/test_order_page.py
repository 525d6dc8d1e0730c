"""An order's page by its link, and all orders of an address by a one-time link."""

import re
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.fulfilment.shipping import Parcel, ship
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.links.addresses import (
    order_address,
    orders_address,
    shop_address,
    withdrawal_address,
)
from tamio.commerce.links.orders import renew_link
from tamio.commerce.mail.models import Message
from tests.factories import NOW, buyer, make_invoice, make_product, make_store
from tests.storefront.shopping import COMPANY, Shopper, english, seen, text


def page_of(invoice: Invoice) -> str:
    return f"order/{invoice.order_link.token}/"


def bought(shopper: Shopper, **written: object) -> Invoice:
    shopper.put(make_product(store=shopper.store, name="Vas"), 2)
    return shopper.buy(**written)


def test_the_order_says_how_far_everything_has_come(shopper: Shopper) -> None:
    invoice = bought(shopper)
    said = seen(shopper.get(page_of(invoice)))
    for each in ("Order 1001", "Vas", "Not paid yet", "Not shipped yet", "SEK 398.00"):
        assert each in said
    parcel = Parcel(
        carrier="PostNord", tracking_number="UA1", tracking_url="https://post.example/1"
    )
    ship(invoice=invoice, units={1: Decimal(1)}, parcel=parcel, by="a@example.com", now=NOW)
    credit_all(invoice=invoice, reason="Trasig", by="a@example.com", now=NOW)
    said = seen(shopper.get(page_of(invoice)))
    for each in ("PostNord", "UA1", "Follow the parcel", "Credit note 1001", "Nothing to pay"):
        assert each in said


def test_its_credit_notes_are_read_from_there(shopper: Shopper) -> None:
    invoice = bought(shopper)
    credit_all(invoice=invoice, reason="Trasig", by="a@example.com", now=NOW)
    answer = shopper.get(f"{page_of(invoice)}credit-notes/1001/")
    assert "Trasig" in seen(answer)
    assert invoice.order_link.token in text(answer)
    assert shopper.get(f"{page_of(invoice)}credit-notes/1002/").status_code == 404


def test_whoever_has_the_link_sees_it_and_no_search_engine_keeps_it(shopper: Shopper) -> None:
    answer = Shopper(shopper.store, client=english()).get(page_of(bought(shopper)))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert "private" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_old_links_other_stores_and_guesses_find_nothing(shopper: Shopper) -> None:
    invoice = bought(shopper)
    path = page_of(invoice)
    assert Shopper(make_store()).get(path).status_code == 404
    assert shopper.get("order/guess/").status_code == 404
    renew_link(invoice=invoice, by="a@example.com", now=NOW)
    assert shopper.get(path).status_code == 404


def test_letters_lead_to_the_pages_there_are(shopper: Shopper, settings: Any) -> None:
    invoice = bought(shopper)
    token, host = invoice.order_link.token, settings.ENVIRONMENT.tamio_url
    for address in (
        shop_address(shopper.store),
        order_address(shopper.store, token),
        withdrawal_address(shopper.store),
        withdrawal_address(shopper.store, token),
    ):
        assert shopper.client.get(address.removeprefix(host)).status_code == 200
    gone = orders_address(shopper.store, "old").removeprefix(host)
    assert shopper.client.get(gone).status_code == 410


def test_a_consumer_may_withdraw_and_a_company_asks(shopper: Shopper) -> None:
    assert "Withdraw from the contract here" in seen(shopper.get(page_of(bought(shopper))))
    said = text(shopper.get(page_of(bought(shopper, **COMPANY))))
    assert "Ask the shop to cancel it" in said
    assert "order-withdraw" not in said


def ask(shopper: Shopper, email: str) -> str:
    answer = shopper.client.post(shopper.url("orders/"), {"email": email})
    assert answer.status_code == 200
    return seen(answer).replace(email, "…")


def mailed_link(shopper: Shopper) -> str:
    message = Message.objects.filter(kind="link").latest("pk")
    found = re.search(rf"/s/{shopper.store.slug}/(orders/\S+)", message.text)
    assert found
    return found[1]


def test_the_answer_does_not_tell_who_has_bought(shopper: Shopper) -> None:
    bought(shopper)
    known, unknown = ask(shopper, "asa@example.com"), ask(shopper, "bo@example.com")
    assert known == unknown
    assert [message.recipient for message in Message.objects.filter(kind="link")] == [
        "asa@example.com"
    ]


def test_the_link_opens_once_and_shows_that_addresss_orders(shopper: Shopper) -> None:
    mine = bought(shopper)
    make_invoice(store=shopper.store, buyer_details=buyer(email="bo@example.com"))
    ask(shopper, "asa@example.com")
    link = mailed_link(shopper)
    assert "Show my orders" in seen(shopper.get(link))
    listed = shopper.client.post(shopper.url(link), follow=True)
    assert f"Order {mine.number}" in seen(listed)
    assert "Order 1002" not in seen(listed)
    assert shopper.client.post(shopper.url(link)).status_code == 410
    opened = shopper.get(f"orders/mine/{mine.number}/", follow=True)
    assert f"Order {mine.number}" in seen(opened)
    assert shopper.get("orders/mine/1002/").status_code == 404


def test_the_list_is_shown_to_nobody_without_the_link(shopper: Shopper) -> None:
    bought(shopper)
    for path in ("orders/mine/", "orders/mine/1001/"):
        assert shopper.get(path)["Location"].endswith("/orders/")


def test_the_list_can_be_put_away(shopper: Shopper) -> None:
    bought(shopper)
    ask(shopper, "asa@example.com")
    shopper.client.post(shopper.url(mailed_link(shopper)))
    shopper.client.post(shopper.url("orders/leave/"))
    assert shopper.get("orders/mine/").status_code == 302


def test_one_address_on_the_network_asks_only_so_often(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.storefront.views.orders._MOST_AN_HOUR", 2)
    codes = [
        shopper.client.post(shopper.url("orders/"), {"email": "a@example.com"}).status_code
        for _ in range(3)
    ]
    assert codes == [200, 200, 429]


def test_its_papers_are_fetched_by_the_same_link(shopper: Shopper) -> None:
    invoice = bought(shopper)
    credit_all(invoice=invoice, reason="Trasig", by="a@example.com", now=NOW)
    for paper in ("invoice.pdf", "credit-notes/1001/credit-note.pdf"):
        answer = shopper.get(page_of(invoice) + paper)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Robots-Tag"] == "noindex"
        assert Shopper(make_store()).get(page_of(invoice) + paper).status_code == 404
