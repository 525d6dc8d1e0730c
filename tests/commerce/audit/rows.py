"""Changes on record, as the rooms write them."""

from datetime import datetime
from typing import Any

from tamio.commerce.audit.models import Change, What
from tamio.commerce.audit.record import Subject
from tamio.commerce.stores.models import Store
from tests.factories import NOW

PERSON = "anna@example.com"


def subject_of(store: Store, **fields: Any) -> Subject:
    given: dict[str, Any] = {"kind": "product", "id": 7, "name": "Mugg"}
    return Subject(store_id=store.pk, **given | fields)


def change(store: Store, *, at: datetime = NOW, **fields: Any) -> Change:
    given: dict[str, Any] = {
        "by": PERSON,
        "subject_kind": "product",
        "subject_id": 7,
        "subject_name": "Mugg",
        "what": What.CHANGED,
        "field": "price",
        "before": "199.00",
        "after": "249.00",
    }
    return Change.objects.create(store=store, at=at, **given | fields)
