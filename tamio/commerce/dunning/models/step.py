"""Step: what a store does so many days after a payment has failed or fallen due."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.stores.models import Store

#: So long may a track go on.
LONGEST_DAYS = 180


class Track(models.TextChoices):
    """Which days count from what: a failed draw, or an invoice's due date."""

    SOFT = "soft", pgettext_lazy("dunning", "The card was declined and may work later")
    HARD = "hard", pgettext_lazy("dunning", "The card does not work any more")
    ACTION = "action", pgettext_lazy("dunning", "The bank wants the customer's approval")
    INVOICE = "invoice", pgettext_lazy("dunning", "An invoice is not paid")


class Act(models.TextChoices):
    TRY = "try", pgettext_lazy("dunning step", "Draw from the card again")
    MAIL = "mail", pgettext_lazy("dunning step", "Write to the customer")
    UNPAID = "unpaid", pgettext_lazy("dunning step", "Stop renewing, until it is paid")
    CANCEL = "cancel", pgettext_lazy("dunning step", "End the subscription")
    LEAVE = "leave", pgettext_lazy("dunning step", "Leave it to a person")


#: One of these is the last step of a track, and stands nowhere else.
ENDINGS = (Act.UNPAID, Act.CANCEL, Act.LEAVE)


class Step(models.Model):
    """One step of a track. Rows and no code: each store has its own."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="dunning_steps")
    track = models.CharField(max_length=7, choices=Track.choices)
    after_days = models.PositiveSmallIntegerField(
        _("days after"), validators=[MaxValueValidator(LONGEST_DAYS)]
    )
    act = models.CharField(_("what is done"), max_length=6, choices=Act.choices)

    class Meta:
        ordering = ["store", "track", "after_days"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "track", "after_days"], name="one_dunning_step_a_day"
            ),
            models.CheckConstraint(
                name="only_cards_that_may_work_are_tried",
                condition=~Q(act=Act.TRY.value) | Q(track=Track.SOFT.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track} +{self.after_days}: {self.act}"
