"""SubscriptionEvent: what happened to a subscription, when and by whom. Written once."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import pgettext_lazy

from tamio.commerce.audit.models import Kept
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models.subscription import Subscription


class What(models.TextChoices):
    STARTED = "started", pgettext_lazy("subscription event", "Bought")
    TRIAL_ENDED = "trial_ended", pgettext_lazy("subscription event", "Trial ended")
    CHANGED = "changed", pgettext_lazy("subscription event", "Changed")
    PLANNED = "planned", pgettext_lazy("subscription event", "Change planned")
    UNPLANNED = "unplanned", pgettext_lazy("subscription event", "Planned change dropped")
    PRICE_TOLD = "price_told", pgettext_lazy("subscription event", "Told of a new price")
    PRICE_KEPT = "price_kept", pgettext_lazy("subscription event", "New price called off")
    DISCOUNTED = "discounted", pgettext_lazy("subscription event", "Discount promised")
    DISCOUNT_ENDED = "discount_ended", pgettext_lazy("subscription event", "Discount ended")
    PAUSE_PLANNED = "pause_planned", pgettext_lazy("subscription event", "Pause planned")
    PAUSED = "paused", pgettext_lazy("subscription event", "Paused")
    UNPAUSED = "unpaused", pgettext_lazy("subscription event", "Planned pause dropped")
    RESUMED = "resumed", pgettext_lazy("subscription event", "Resumed")
    RE_ANCHORED = "re_anchored", pgettext_lazy("subscription event", "New day of renewal")
    CANCEL_PLANNED = "cancel_planned", pgettext_lazy("subscription event", "Cancelled, runs out")
    UNCANCELLED = "uncancelled", pgettext_lazy("subscription event", "Cancellation taken back")
    ENDED = "ended", pgettext_lazy("subscription event", "Ended")
    EXPIRED = "expired", pgettext_lazy("subscription event", "All periods done")
    WITHDRAWN = "withdrawn", pgettext_lazy("subscription event", "Withdrawn within 14 days")
    PAST_DUE = "past_due", pgettext_lazy("subscription event", "Payment is late")
    UNPAID = "unpaid", pgettext_lazy("subscription event", "Given up as unpaid")
    RECOVERED = "recovered", pgettext_lazy("subscription event", "Paid after all")
    PARKED = "parked", pgettext_lazy("subscription event", "Could not be billed")
    MOVED = "moved", pgettext_lazy("subscription event", "Address or payment changed")


class SubscriptionEvent(Kept):
    """One thing that happened. `said` holds plain values: texts, ISO dates, amounts as text.

    `by` is a person's address, "tamio", or "customer".
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    what = models.CharField(max_length=14, choices=What.choices)
    said = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["subscription", "pk"]
        indexes = [
            models.Index(fields=["store", "what", "at"], name="subscription_events_by_time"),
            # The audit trail reads them newest first, whatever they are.
            models.Index(fields=["store", "at", "id"], name="subscription_events_on_trail"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.what}"
