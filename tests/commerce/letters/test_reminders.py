"""Reminders: one letter a customer and day, until it is paid or credited, and no unagreed fee."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.letters.models import LetterSettings, Reminder
from tamio.commerce.letters.reminding import remind
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tests.commerce.letters.writing import settings_for
from tests.commerce.payments.paying import pay
from tests.factories import NOW, buyer, make_invoice, make_store

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=30 + 5)


@pytest.fixture
def store() -> Store:
    made = make_store()
    settings_for(made, sends_reminders=True, reminds_from_date=NOW.date())
    return made


def remind_at(now: datetime) -> int:
    """How many reminders are there in all, after the worker has looked."""
    remind(lambda: now)
    return Message.objects.filter(kind="reminder").count()


@pytest.mark.parametrize(("days", "written"), [(34, 0), (35, 1)])
def test_an_invoice_is_reminded_of_so_many_days_after_it_fell_due(
    store: Store, days: int, written: int
) -> None:
    make_invoice(store=store)
    assert remind_at(NOW + timedelta(days=days)) == written


def test_a_customer_gets_one_letter_about_all_of_it(store: Store) -> None:
    first, second = make_invoice(store=store), make_invoice(store=store)
    make_invoice(store=store, buyer_details=buyer(email="bo@example.com"))
    assert remind_at(LATE) == 2
    about_both = Message.objects.get(kind="reminder", recipient="asa@example.com")
    for invoice in (first, second):
        assert f"Faktura {invoice.number}" in about_both.text
        assert invoice.payments.get().reference in about_both.text


def test_nobody_is_reminded_twice_on_one_day(store: Store) -> None:
    make_invoice(store=store)
    assert remind_at(LATE) == 1
    make_invoice(store=store, now=NOW - timedelta(hours=1))
    assert remind_at(LATE + timedelta(hours=6)) == 1


def test_it_is_repeated_after_the_pause_and_not_more_often_than_the_store_says(
    store: Store,
) -> None:
    make_invoice(store=store)
    written = [remind_at(LATE + timedelta(days=days)) for days in (0, 9, 10, 20, 40)]
    assert written == [1, 1, 2, 2, 2]


def test_what_is_paid_is_not_reminded_of(store: Store) -> None:
    pay(make_invoice(store=store), "199.00")
    assert remind_at(LATE) == 0


def test_of_what_is_paid_in_part_the_rest_is_reminded_of(store: Store) -> None:
    pay(make_invoice(store=store), "100.00")
    remind_at(LATE)
    assert "Att betala: 99,00" in Message.objects.get(kind="reminder").text


def test_what_is_credited_is_not_reminded_of(store: Store) -> None:
    credit_all(invoice=make_invoice(store=store), reason="Retur", by="a@example.com", now=NOW)
    assert remind_at(LATE) == 0


def test_a_store_that_does_not_remind_writes_to_nobody(store: Store) -> None:
    make_invoice(store=store)
    LetterSettings.objects.update(sends_reminders=False)
    assert remind_at(LATE) == 0


def test_switched_on_it_reaches_back_to_nothing_that_was_due_before(store: Store) -> None:
    make_invoice(store=store)
    LetterSettings.objects.update(reminds_from_date=NOW.date() + timedelta(days=31))
    assert remind_at(LATE) == 0


@pytest.mark.parametrize(("hour", "written"), [(5, 0), (9, 1), (21, 0)])
def test_people_are_written_to_by_day(store: Store, hour: int, written: int) -> None:
    make_invoice(store=store)
    assert remind_at(datetime(2026, 12, 28, hour, tzinfo=UTC)) == written


def test_no_fee_is_asked_for_that_was_not_agreed(store: Store) -> None:
    make_invoice(store=store)
    remind_at(LATE)
    assert Reminder.objects.get().fee == 0
    assert "Påminnelseavgift" not in Message.objects.get(kind="reminder").text


def test_the_fee_that_the_invoice_spoke_of_is_asked_for_once(store: Store) -> None:
    Store.objects.update(reminder_fee=Decimal("60.00"))
    store.refresh_from_db()
    make_invoice(store=store)
    remind_at(LATE)
    remind_at(LATE + timedelta(days=10))
    assert [each.fee for each in Reminder.objects.order_by("pk")] == [Decimal(60), Decimal(0)]
    first = Message.objects.filter(kind="reminder").order_by("pk")[0]
    assert "Påminnelseavgift, avtalad vid köpet: 60,00" in first.text
    assert "Att betala: 259,00" in first.text


def test_a_fee_that_was_introduced_after_the_sale_is_not_asked_for(store: Store) -> None:
    make_invoice(store=store)
    Store.objects.update(reminder_fee=Decimal("60.00"))
    remind_at(LATE)
    assert Reminder.objects.get().fee == 0
