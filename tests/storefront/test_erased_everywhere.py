"""Once a person is erased, no table names them but those of the books, whichever address they
used: a company is known by its number, and a sole trader is a person.
"""

import pytest
from django.db import connection

from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.privacy import person
from tamio.commerce.mail.models import Message
from tamio.commerce.privacy import rights
from tamio.commerce.withdrawals.deciding import reject
from tamio.commerce.withdrawals.models import Withdrawal
from tests.commerce.letters.writing import work
from tests.factories import NOW, make_product
from tests.storefront.shopping import Shopper
from tests.storefront.test_withdrawal_page import send

TRADER = {"type": "company", "name": "Zebedeus Qvist", "organisation_number": "811218-9876"}
OLD, NEW = "zebedeus@gammal.example", "zebedeus@ny.example"
BY = "owner@example.com"

#: What an invoice says and why it was credited stay with the books; the search among invoices is
#: made of the same words. What a search has dropped is overwritten as it grows.
KEPT = ("invoices_invoice", "withdrawals_withdrawal", "customers_customer_words_data")


def tables_that_say(*words: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said = str(cursor.fetchall()).casefold()
            if any(word in said for word in words):
                found.add(table)
    return found


@pytest.fixture
def customer(shopper: Shopper) -> Customer:
    """Who bought with one address, then with another, asked for links and withdrew with both."""
    for address in (OLD, NEW):
        shopper.put(make_product(store=shopper.store))
        invoice = shopper.buy(email=address, line1="Zebragatan 1", **TRADER)
        shopper.client.post(shopper.url("orders/"), {"email": address})
        for number in (str(invoice.number), "99"):
            written = {"name": "Zebedeus Qvist", "email": address, "order_number": number}
            send(shopper, confirm="1", **written)
    for each in Withdrawal.objects.all():
        reject(withdrawal=each, reason="Förseglad.", by=BY, now=NOW)
    work()
    Message.objects.filter(sent_at=None).update(sent_at=NOW)
    return Customer.objects.get()


def test_nothing_but_the_books_names_who_was_erased(customer: Customer) -> None:
    rights.erase(person(customer), name="1001", by=BY, now=NOW)

    left = tables_that_say("zebedeus", "qvist", "zebragatan")
    assert {each for each in left if not each.startswith(KEPT)} == set()
    assert Withdrawal.objects.filter(email=OLD, invoice=None).count() == 0


def test_letters_to_an_earlier_address_are_given_out(customer: Customer) -> None:
    recipients = {each["recipient"] for each in rights.known_of(person(customer))["mail"]}
    assert {OLD, NEW, customer.store.email} == recipients


def test_an_earlier_address_that_another_has_now_is_theirs(
    shopper: Shopper, customer: Customer
) -> None:
    shopper.put(make_product(store=shopper.store))
    other = shopper.buy(email=OLD)
    assert person(customer).earlier == []
    rights.erase(person(customer), name="1001", by=BY, now=NOW)
    assert Message.objects.filter(recipient=OLD).exists()
    assert person(other.customer).earlier == []
