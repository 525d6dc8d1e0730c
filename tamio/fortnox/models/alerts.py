"""Who is told by e-mail that something needs them, and what they were told last."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store

_HOURS = [MinValueValidator(1), MaxValueValidator(168)]


class AlertSettings(models.Model):
    """When a store's people are told. Without a row the defaults hold."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="fortnox_alerts")
    backlog_hours = models.PositiveSmallIntegerField(
        _("tell when a sale has waited for"), default=4, validators=_HOURS
    )
    every_hours = models.PositiveSmallIntegerField(
        _("at most one e-mail per person in"), default=12, validators=_HOURS
    )

    class Meta:
        verbose_name_plural = "alert settings"

    def __str__(self) -> str:
        return f"alerts of {self.store}"


class AlertChoice(models.Model):
    """Whether one person is told of one store. Without a row owners are, and nobody else."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="fortnox_alert_choices")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="fortnox_alert_choices")
    wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "user"], name="one_alert_choice_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.store}: {self.wanted}"


class AlertSent(models.Model):
    """What a person was told last. `troubles`: kinds by the store's key; empty: all was well."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="fortnox_alert_sent")
    at = models.DateTimeField()
    troubles = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.user} at {self.at}"
