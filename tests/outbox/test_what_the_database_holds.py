from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tamio.outbox.models import Delivery, DeliveryEvent, Lane
from tests.factories import NOW
from tests.outbox.far_side import PROBLEM, FarSide
from tests.outbox.rows import recorded

pytestmark = pytest.mark.django_db

EXPLAINED = PROBLEM.as_json(answer="later")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("outbox_state_is_known", {"state": "lost", "due_at": None}),
        ("outbox_priority_is_known", {"priority": 9}),
        ("outbox_due_iff_engine_has_work", {"due_at": None}),
        ("outbox_due_iff_engine_has_work", {"state": "submitted", "settled_at": NOW}),
        ("outbox_settled_iff_final", {"settled_at": NOW}),
        ("outbox_settled_iff_final", {"state": "submitted", "due_at": None}),
        ("outbox_problem_is_explained", {"state": "rejected", "due_at": None}),
        ("outbox_problem_is_explained", {"state": "later"}),
        ("outbox_reason_iff_decided", {"state": "held", "due_at": None}),
        ("outbox_reason_iff_decided", {"reason": "so"}),
    ],
)
def test_a_delivery_that_contradicts_itself_is_refused(
    far_side: FarSide, rule: str, changes: dict[str, Any]
) -> None:
    delivery = recorded()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**changes)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("outbox_lane_lease_is_whole", {"owner": "someone"}),
        ("outbox_lane_lease_is_whole", {"leased_until": NOW}),
        ("outbox_lane_closing_is_whole", {"closed_reason": "reconnect"}),
        ("outbox_lane_closing_is_whole", {"closed_at": NOW}),
    ],
)
def test_a_lane_that_contradicts_itself_is_refused(
    far_side: FarSide, rule: str, changes: dict[str, Any]
) -> None:
    lane = recorded().lane
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Lane.objects.filter(pk=lane.pk).update(**changes)


def test_an_event_without_an_author_is_refused(far_side: FarSide) -> None:
    delivery = recorded()
    with pytest.raises(IntegrityError, match="outbox_event_has_author"), transaction.atomic():
        DeliveryEvent.objects.create(delivery=delivery, at=NOW, by="", what="held")
