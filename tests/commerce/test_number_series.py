import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from tamio.commerce.stores.models import NumberSeries
from tamio.commerce.stores.series import take_number
from tests.factories import make_store


@pytest.mark.django_db
def test_numbers_of_one_kind_follow_on_each_other() -> None:
    store = make_store()

    assert [take_number(store=store, kind="invoice") for _ in range(3)] == [1001, 1002, 1003]


@pytest.mark.django_db
def test_every_store_and_every_kind_has_a_series_of_its_own() -> None:
    ours, theirs = make_store(), make_store()
    take_number(store=ours, kind="invoice")

    assert take_number(store=ours, kind="customer") == 1001
    assert take_number(store=theirs, kind="invoice") == 1001


@pytest.mark.django_db
def test_a_number_taken_by_what_is_then_undone_is_taken_again() -> None:
    store = make_store()
    take_number(store=store, kind="invoice")
    with transaction.atomic():
        take_number(store=store, kind="invoice")
        transaction.set_rollback(True)

    assert take_number(store=store, kind="invoice") == 1002


@pytest.mark.django_db
def test_a_kind_that_nobody_has_thought_of_has_no_series() -> None:
    with pytest.raises(KeyError):
        take_number(store=make_store(), kind="letter")

    assert not NumberSeries.objects.exists()


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    store = make_store()

    with pytest.raises(TransactionManagementError):
        take_number(store=store, kind="invoice")

    assert not NumberSeries.objects.exists()
