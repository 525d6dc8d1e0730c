from typing import ClassVar

from django.db import models

from tamio.outbox.states import Happening


class DeliveryEvent(models.Model):
    """One line of a delivery's time line, as shown to the merchant. Written once; the database
    keeps it: only what is personal in it goes, when the law does not ask to keep it any more.
    """

    delivery = models.ForeignKey("outbox.Delivery", on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    what = models.CharField(max_length=20, choices=Happening.choices)
    detail = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(what__in=Happening.values), name="outbox_event_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(by=""), name="outbox_event_has_author"),
        ]

        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="outbox_event_by_time")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} ({self.by})"
