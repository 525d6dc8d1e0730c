"""A change is written down field by field, and the database keeps it as it was written."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tamio.commerce.audit.models import Change, What
from tamio.commerce.audit.record import note, note_change, values_of
from tests.commerce.audit.rows import PERSON, change, subject_of
from tests.factories import NOW, make_product, make_store

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=NOW.year + 8)


def test_each_field_that_differs_is_a_row_from_what_to_what() -> None:
    store = make_store()
    before = {"price": Decimal("199.00"), "name": "Mugg", "stock": None, "active": True}
    after = before | {"price": Decimal("249.00"), "stock": 5}
    note_change(subject=subject_of(store), before=before, after=after, by=PERSON, now=NOW)
    rows = Change.objects.order_by("field").values_list("field", "before", "after", "by", "at")
    assert list(rows) == [
        ("price", "199.00", "249.00", PERSON, NOW),
        ("stock", "", "5", PERSON, NOW),
    ]


def test_nothing_is_written_where_nothing_differs() -> None:
    store = make_store()
    same = {"price": Decimal("199.0")}
    note_change(
        subject=subject_of(store), before=same, after={"price": Decimal("199.00")}, by=PERSON,
        now=NOW,
    )  # fmt: skip
    assert not Change.objects.exists()


def test_something_done_to_the_whole_has_no_field() -> None:
    note(subject=subject_of(make_store()), what=What.CREATED, by=PERSON, now=NOW)
    assert Change.objects.get().field == ""


def test_the_values_of_a_thing_are_its_own_columns() -> None:
    product = make_product(store=make_store(), name="Mugg")
    assert values_of(product)["name"] == "Mugg"
    assert {"id", "store"}.isdisjoint(values_of(product))
    assert set(values_of(product, fields=["unit"])) == {"unit"}


@pytest.mark.parametrize("column", ["by", "before", "after", "at", "subject_name", "what"])
def test_the_database_refuses_to_change_what_is_written(column: str) -> None:
    row = change(make_store())
    other = LATER if column == "at" else "created"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Change.objects.filter(pk=row.pk).update(**{column: other})


def test_the_model_refuses_to_save_again_and_to_delete() -> None:
    row = change(make_store())
    with pytest.raises(TypeError, match="append-only"):
        row.save()
    with pytest.raises(TypeError, match="append-only"):
        row.delete()


def test_a_change_without_an_author_is_refused() -> None:
    with pytest.raises(IntegrityError, match="audit_change_has_author"), transaction.atomic():
        change(make_store(), by="")


def test_nothing_is_erased_before_seven_years_have_passed() -> None:
    row = change(make_store())
    early = NOW.replace(year=NOW.year + 7) - timedelta(days=2)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Change.objects.filter(pk=row.pk).update(erased_at=early, by="[erased]")


@pytest.mark.parametrize("kept", [{"field": "name"}, {"what": "created"}, {"at": LATER}])
def test_erasing_takes_nothing_but_what_is_personal(kept: dict[str, str]) -> None:
    row = change(make_store())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Change.objects.filter(pk=row.pk).update(erased_at=LATER, **kept)


def test_what_is_erased_is_erased_once() -> None:
    row = change(make_store())
    Change.objects.filter(pk=row.pk).update(erased_at=LATER, by="[erased]", before="", after="")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Change.objects.filter(pk=row.pk).update(erased_at=LATER, by="somebody")
