from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.register import customer_for
from tests.factories import NOW, buyer, company_buyer, make_store

pytestmark = pytest.mark.django_db


def test_a_new_buyer_gets_a_card_with_the_next_number() -> None:
    store = make_store()

    first = customer_for(store=store, buyer=buyer(), now=NOW)
    second = customer_for(store=store, buyer=buyer(email="bo@example.com"), now=NOW)

    assert (first.number, second.number) == (1001, 1002)
    assert (first.name, first.city, first.created_at) == ("Åsa Öberg", "Växjö", NOW)


def test_the_same_e_mail_address_is_the_same_person() -> None:
    store = make_store()
    first = customer_for(store=store, buyer=buyer(), now=NOW)

    again = customer_for(store=store, buyer=buyer(), now=NOW + timedelta(days=1))

    assert again == first
    assert again.created_at == NOW


def test_a_company_is_known_by_its_organisation_number() -> None:
    store = make_store()
    first = customer_for(store=store, buyer=company_buyer(), now=NOW)

    again = customer_for(store=store, buyer=company_buyer(email="ny@glas.example"), now=NOW)

    assert again == first
    assert Customer.objects.get().email == "ny@glas.example"


def test_a_company_without_a_number_is_known_by_its_e_mail_address() -> None:
    store = make_store()
    foreign = company_buyer(country="DE", organisation_number="", postal_code="10115")
    first = customer_for(store=store, buyer=foreign, now=NOW)

    assert customer_for(store=store, buyer=foreign, now=NOW) == first
    assert customer_for(store=store, buyer=company_buyer(), now=NOW) != first


def test_a_person_and_their_company_are_two_customers() -> None:
    store = make_store()
    person = customer_for(store=store, buyer=buyer(), now=NOW)

    company = customer_for(store=store, buyer=company_buyer(email=buyer().email), now=NOW)

    assert company != person


def test_the_card_follows_what_the_buyer_says_now() -> None:
    store = make_store()
    customer_for(store=store, buyer=buyer(), now=NOW)

    moved = replace(buyer(), line1="Nygatan 9", postal_code="111 22", city="Stockholm")
    customer_for(store=store, buyer=moved, now=NOW)

    card = Customer.objects.get()
    assert (card.line1, card.postal_code, card.city) == ("Nygatan 9", "111 22", "Stockholm")


def test_an_unchanged_card_is_not_written_again(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    store = make_store()
    customer_for(store=store, buyer=buyer(), now=NOW)

    with django_assert_num_queries(1):
        customer_for(store=store, buyer=buyer(), now=NOW)


def test_another_store_keeps_its_own_card_and_its_own_numbers() -> None:
    ours, theirs = make_store(), make_store()
    card = customer_for(store=theirs, buyer=buyer(), now=NOW)

    found = customer_for(store=ours, buyer=buyer(name="Någon Annan"), now=NOW)

    card.refresh_from_db()
    assert found != card
    assert (card.name, card.number, found.number) == ("Åsa Öberg", 1001, 1001)


def test_of_two_cards_with_one_address_the_older_is_meant() -> None:
    store = make_store()
    older = customer_for(store=store, buyer=buyer(), now=NOW)
    newer = customer_for(store=store, buyer=buyer(email="bo@example.com"), now=NOW)
    Customer.objects.filter(pk=newer.pk).update(email=older.email)

    assert customer_for(store=store, buyer=buyer(), now=NOW) == older


def test_the_database_refuses_a_private_person_with_an_organisation_number() -> None:
    card = customer_for(store=make_store(), buyer=buyer(), now=NOW)
    card.organisation_number = "556703-7485"

    with pytest.raises(IntegrityError), transaction.atomic():
        card.save()
