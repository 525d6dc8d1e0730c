from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from tamio.commerce.stores.models import new_reference_code
from tests.commerce.vectors import VECTORS
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "midnight"), VECTORS["stockholm_midnight_utc"].items())
def test_a_day_begins_at_midnight_where_the_store_is(day: str, midnight: str) -> None:
    store, starts_at = make_store(), datetime.fromisoformat(midnight)

    assert store.date_of(starts_at) == date.fromisoformat(day)
    assert store.date_of(starts_at - timedelta(seconds=1)) < date.fromisoformat(day)


def test_a_store_sells_under_oss_from_its_day_on() -> None:
    store = make_store(oss_from_date=date(2026, 7, 1))

    assert not store.sells_under_oss(date(2026, 6, 30))
    assert store.sells_under_oss(date(2026, 7, 1))
    assert not make_store().sells_under_oss(date(2026, 7, 1))


def test_every_store_has_a_reference_code_of_its_own() -> None:
    codes = {make_store().reference_code for _ in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 8 for code in codes)


def test_a_reference_code_has_no_letters_that_look_like_digits() -> None:
    assert not set("01IO") & set("".join(new_reference_code() for _ in range(200)))


@pytest.mark.parametrize("fee", [Decimal("60.01"), Decimal(0), Decimal(-1)])
def test_the_database_takes_no_reminder_fee_beyond_the_law(fee: Decimal) -> None:
    with pytest.raises(IntegrityError):
        make_store(reminder_fee=fee)
