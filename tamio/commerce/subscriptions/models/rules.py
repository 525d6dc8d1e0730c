"""SubscriptionRules: what a store lets its subscribers do by themselves, and how it bills them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


class SubscriptionRules(models.Model):
    """Of one store; one that has none has these defaults. Cancelling is never switched off."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="subscription_rules")
    renewals_on = models.BooleanField(_("subscriptions are renewed"), default=True)
    customers_pause = models.BooleanField(_("customers may pause"), default=True)
    customers_change = models.BooleanField(_("customers may change plan and number"), default=True)
    longest_pause_days = models.PositiveSmallIntegerField(
        _("longest pause, days"), default=180, validators=[MaxValueValidator(730)]
    )
    pauses_keep_day = models.BooleanField(_("a pause keeps the day of renewal"), default=False)

    class Meta:
        verbose_name_plural = "subscription rules"

    def __str__(self) -> str:
        return f"rules of {self.store}"


def rules_of(store: Store) -> SubscriptionRules:
    """The store's rules, unsaved if it has never changed any."""
    return _RULES.first(store.pk) or SubscriptionRules(store=store)


_RULES = Prepared(lambda store: SubscriptionRules.objects.filter(store=store), int)
