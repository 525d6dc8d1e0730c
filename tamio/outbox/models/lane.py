from typing import ClassVar

from django.db import models
from django.db.models import Q


class Lane(models.Model):
    """The one queue from a store to a destination. Whoever holds its lease walks it, alone.

    The lease (owner, leased_until, taken_at) is kept in the machine's own time, because it is a
    promise between processes; rests_until is in the time of TAMIO_CLOCK, like everything else.
    """

    store = models.ForeignKey("stores.Store", on_delete=models.PROTECT, related_name="lanes")
    destination = models.CharField(max_length=40)

    owner = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveBigIntegerField(default=0)

    closed_reason = models.CharField(max_length=40, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=254, blank=True, default="")
    # How often it was opened: an answer from before an opening does not close it again.
    openings = models.PositiveIntegerField(default=0)

    rests_until = models.DateTimeField(null=True, blank=True)
    # How many times in a row the whole far side was found down: drives how long the lane rests.
    failures = models.PositiveIntegerField(default=0)

    # Told to whoever watches, and never asked by the engine: what became of the attempts, by state,
    # and how often a worker was found not to have let go by itself.
    answers = models.JSONField(default=dict)
    takeovers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "destination"], name="outbox_one_lane_per_destination"
            ),
            models.CheckConstraint(
                condition=Q(owner="", leased_until__isnull=True)
                | (~Q(owner="") & Q(leased_until__isnull=False)),
                name="outbox_lane_lease_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_reason="", closed_at__isnull=True, closed_by="")
                | (~Q(closed_reason="") & ~Q(closed_by="") & Q(closed_at__isnull=False)),
                name="outbox_lane_closing_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination} of store {self.store_id}"

    @property
    def is_open(self) -> bool:
        return not self.closed_reason
