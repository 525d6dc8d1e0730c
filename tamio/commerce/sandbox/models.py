"""A clock that is to be moved: where to, who asked, and how it went."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from tamio.commerce.stores.models import Store


class ClockMove(models.Model):
    """One move of one store's clock. Where it stands now is in the store itself, which is set on
    day by day: so it goes on from there, whatever ends in the middle.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="clock_moves")
    from_date = models.DateField()
    to_date = models.DateField()
    by = models.CharField(max_length=254)
    #: In the world's time, as everything here but the two dates.
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    #: The day on which it ended before it was there; None if it has got there, or is on its way.
    stopped_on = models.DateField(null=True)
    #: Why it ended by itself, in the store's language.
    problem = models.CharField(max_length=300, blank=True)
    #: Since when it waits for cards to be drawn from.
    waits_since = models.DateTimeField(null=True)
    owner = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store"], condition=Q(done_at=None), name="one_move_of_a_clock_at_once"
            ),
            models.CheckConstraint(
                name="a_clock_is_moved_forward", condition=Q(to_date__gt=F("from_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}: {self.from_date} to {self.to_date}"

    @property
    def is_under_way(self) -> bool:
        return self.done_at is None

    @property
    def days(self) -> int:
        return (self.to_date - self.from_date) // timedelta(days=1)
