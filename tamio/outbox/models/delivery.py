from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tamio.outbox.claims import Claims
from tamio.outbox.errors import Refused
from tamio.outbox.models.lane import Lane
from tamio.outbox.problem import Problem
from tamio.outbox.states import (
    DECIDED,
    DUE,
    EXPLAINED,
    MAX_REASON,
    SETTLED,
    Happening,
    Priority,
    State,
)
from tamio.outbox.wake import wake

# What a person can be refused is only what would do harm: nothing is taken from a worker's hands,
# and nothing that the far side has is sent again.
_SUBMITTABLE = frozenset(State) - {State.SENDING, State.SUBMITTED}
_RETRIABLE = EXPLAINED
_STOPPABLE = frozenset(State) - {State.SENDING} - SETTLED
_RELEASABLE = frozenset({State.HELD, State.SETTINGS, State.RECONNECT})


class Delivery(models.Model):
    """One fact on its way to one destination. Its state is the only copy of that state."""

    store = models.ForeignKey(
        "stores.Store", on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    lane = models.ForeignKey(
        Lane, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    destination = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.SALE)
    due_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    # The lease under which a worker wrote last; an older one than the lane's marks a lost attempt.
    fence = models.PositiveBigIntegerField(default=0)
    recorded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    # Not kept: what the worker that is sending it has claimed for it (None outside of a lane).
    claims: Claims | None = None

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["lane", "priority", "id", "due_at"],
                condition=Q(due_at__isnull=False),
                name="outbox_next_of_lane",
            ),
            models.Index(
                fields=["lane", "due_at"],
                condition=Q(due_at__isnull=False),
                name="outbox_due_lanes",
            ),
            models.Index(
                fields=["store", "destination", "state", "id"], name="outbox_store_by_state"
            ),
            models.Index(
                fields=["store", "destination", "recorded_at", "id"], name="outbox_store_by_time"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["destination", "kind", "subject_id"], name="outbox_one_delivery_per_subject"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="outbox_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="outbox_priority_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DUE), due_at__isnull=False)
                | (~Q(state__in=sorted(DUE)) & Q(due_at__isnull=True)),
                name="outbox_due_iff_engine_has_work",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(SETTLED), settled_at__isnull=False)
                | (~Q(state__in=sorted(SETTLED)) & Q(settled_at__isnull=True)),
                name="outbox_settled_iff_final",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(EXPLAINED)) | Q(problem__isnull=False),
                name="outbox_problem_is_explained",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=sorted(DECIDED)) & ~Q(reason=""))
                | (~Q(state__in=sorted(DECIDED)) & Q(reason="")),
                name="outbox_reason_iff_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} to {self.destination}: {self.state}"

    @property
    def explanation(self) -> Problem | None:
        """What is wrong and what to do, with both languages and the one in force."""
        return Problem.from_json(self.problem) if self.problem else None

    @property
    def can_submit(self) -> bool:
        return self.state in _SUBMITTABLE

    @property
    def can_retry(self) -> bool:
        return self.state in _RETRIABLE

    @property
    def can_skip(self) -> bool:
        return self.state in _STOPPABLE

    def submit_now(self, *, now: datetime, by: str) -> None:
        """Goes first in its lane, at once. Raises Refused if submitted, or in a worker's hands."""
        self._start_afresh(_SUBMITTABLE, Happening.SUBMIT_REQUESTED, now=now, by=by)

    def retry(self, *, now: datetime, by: str) -> None:
        """As submit_now, for one that was tried and did not go through; else raises Refused."""
        self._start_afresh(_RETRIABLE, Happening.RETRIED, now=now, by=by)

    def release(self, *, now: datetime, by: str) -> None:
        """Back into the lane, in its own turn. Raises Refused unless something holds it back."""
        with transaction.atomic():
            self._move(_RELEASABLE, Happening.RELEASED, now=now, by=by, **back_in_lane(now=now))
            wake(self.lane_id)

    def skip(self, *, reason: str, now: datetime, by: str) -> None:
        """Will not be sent unless someone submits it after all. Raises Refused, ValueError."""
        self._stop(State.SKIPPED, Happening.SKIPPED, reason=reason, now=now, by=by)

    def hold(self, *, reason: str, now: datetime, by: str) -> None:
        """Waits until released or submitted by a person. Raises Refused, ValueError."""
        self._stop(State.HELD, Happening.HELD, reason=reason, now=now, by=by)

    def _start_afresh(
        self, allowed: frozenset[State], what: Happening, *, now: datetime, by: str
    ) -> None:
        with transaction.atomic():
            # Whoever clicks wants to know now whether the far side is back. The lane goes first,
            # as everywhere: a worker locks it before the delivery.
            Lane.objects.filter(pk=self.lane_id).update(rests_until=None)
            changes = back_in_lane(now=now) | {"priority": Priority.CLICK}
            self._move(allowed, what, now=now, by=by, **changes)
            wake(self.lane_id, first=True)

    def _stop(self, to: State, what: Happening, *, reason: str, now: datetime, by: str) -> None:
        reason = reason.strip()
        if not 0 < len(reason) <= MAX_REASON:
            raise ValueError(_("Give a reason of 1 to %(most)s characters.") % {"most": MAX_REASON})
        settled_at = now if to in SETTLED else None
        changes = {"state": to, "due_at": None, "settled_at": settled_at, "reason": reason}
        self._move(
            _STOPPABLE, what, detail={"reason": reason}, now=now, by=by, problem=None, **changes
        )

    def _move(
        self,
        allowed: frozenset[State],
        what: Happening,
        *,
        now: datetime,
        by: str,
        detail: dict[str, Any] | None = None,
        **changes: Any,
    ) -> None:
        """Compare-and-swap on the state, with its line on the time line."""
        with transaction.atomic():
            found = Delivery.objects.filter(pk=self.pk, state__in=allowed)
            moved = found.update(**changes)
            if moved:
                self.events.create(at=now, by=by, what=what, detail=detail or {})
        self.refresh_from_db()
        if not moved:
            raise Refused(_refusal(State(self.state)), state=self.state)


def back_in_lane(*, now: datetime) -> dict[str, Any]:
    """The columns of a delivery that waits for its turn again, with nothing held against it."""
    return {
        "state": State.WAITING,
        "due_at": now,
        "tries": 0,
        "problem": None,
        "reason": "",
        "settled_at": None,
    }


def _refusal(state: State) -> str:
    match state:
        case State.SUBMITTED:
            return _("This has already been submitted.")
        case State.SENDING:
            return _("This is being sent at this moment.")
        case State.DIFFERS:
            return _("This has already been submitted; only its totals differ.")
        case State.WAITING:
            return _("This is already waiting for its turn.")
        case _:
            return _("This cannot be done while the state is “%(state)s”.") % {"state": state.label}
