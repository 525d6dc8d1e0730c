"""Links let in whoever has them, and nobody else."""

from datetime import timedelta

import pytest

from tamio.commerce.letters.one_time import mail_one_time_link
from tamio.commerce.links.models import OneTimeLink
from tamio.commerce.links.one_time import (
    forget,
    is_usable,
    make_one_time_link,
    use_one_time_link,
)
from tamio.commerce.links.orders import linked_invoice, renew_link
from tamio.commerce.mail.models import Message
from tests.factories import NOW, make_invoice, make_store

pytestmark = pytest.mark.django_db
TO = "asa@example.com"


def test_every_sale_of_the_shop_has_a_link_of_its_own() -> None:
    store = make_store()
    first, second = make_invoice(store=store), make_invoice(store=store)
    assert first.order_link.token != second.order_link.token
    assert linked_invoice(store=store, token=first.order_link.token) == first


def test_a_link_opens_nothing_in_another_store() -> None:
    invoice = make_invoice(store=make_store())
    assert linked_invoice(store=make_store(), token=invoice.order_link.token) is None


def test_a_new_link_makes_the_old_one_worthless() -> None:
    store = make_store()
    invoice = make_invoice(store=store)
    old = invoice.order_link.token
    new = renew_link(invoice=invoice, by="anna@example.com", now=NOW).token
    assert linked_invoice(store=store, token=old) is None
    assert linked_invoice(store=store, token=new) == invoice


def test_a_one_time_link_works_once_and_for_its_address() -> None:
    store = make_store()
    make_invoice(store=store)
    token = make_one_time_link(store=store, email="ASA@example.com", now=NOW)
    assert token is not None
    assert is_usable(store=store, token=token, now=NOW)
    assert use_one_time_link(store=store, token=token, now=NOW) == TO
    assert use_one_time_link(store=store, token=token, now=NOW) is None


def test_looking_at_a_one_time_link_does_not_use_it() -> None:
    store = make_store()
    make_invoice(store=store)
    token = make_one_time_link(store=store, email=TO, now=NOW) or ""
    assert all(is_usable(store=store, token=token, now=NOW) for _ in range(3))


@pytest.mark.parametrize(("minutes", "works"), [(29, True), (31, False)])
def test_a_one_time_link_is_old_after_half_an_hour(minutes: int, works: bool) -> None:
    store = make_store()
    make_invoice(store=store)
    token = make_one_time_link(store=store, email=TO, now=NOW) or ""
    assert is_usable(store=store, token=token, now=NOW + timedelta(minutes=minutes)) is works


def test_a_one_time_link_opens_nothing_in_another_store() -> None:
    store, other = make_store(), make_store()
    make_invoice(store=store)
    token = make_one_time_link(store=store, email=TO, now=NOW) or ""
    assert use_one_time_link(store=other, token=token, now=NOW) is None


def test_the_table_does_not_hold_what_opens_the_door() -> None:
    store = make_store()
    make_invoice(store=store)
    token = make_one_time_link(store=store, email=TO, now=NOW) or ""
    assert token not in OneTimeLink.objects.get().digest


def test_nobody_is_mailed_a_link_who_has_bought_nothing() -> None:
    assert not mail_one_time_link(store=make_store(), email=TO, language="sv", now=NOW)
    assert Message.objects.count() == 0


def test_an_address_is_mailed_three_links_an_hour_at_most() -> None:
    store = make_store()
    make_invoice(store=store)
    sent = [
        mail_one_time_link(store=store, email=TO, language="sv", now=NOW + timedelta(minutes=each))
        for each in (0, 1, 2, 3, 61)
    ]
    assert sent == [True, True, True, False, True]


def test_old_links_are_forgotten() -> None:
    store = make_store()
    make_invoice(store=store)
    make_one_time_link(store=store, email=TO, now=NOW)
    forget(lambda: NOW + timedelta(days=29))
    assert OneTimeLink.objects.exists()
    forget(lambda: NOW + timedelta(days=31))
    assert not OneTimeLink.objects.exists()
