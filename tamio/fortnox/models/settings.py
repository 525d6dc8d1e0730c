"""What the merchant chooses, out of the company's own chart of accounts."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store


class Settings(models.Model):
    """How a store's sales are booked. Without the two accounts nothing is sent."""

    store = models.OneToOneField(Store, on_delete=models.PROTECT, related_name="fortnox_settings")
    # Whose chart the accounts were chosen from: in another company they mean something else.
    tenant_id = models.CharField(max_length=20)
    goods_account = models.PositiveSmallIntegerField(
        _("revenue account for physical goods"), null=True
    )
    services_account = models.PositiveSmallIntegerField(
        _("revenue account for services"), null=True
    )
    automatic = models.BooleanField(_("send every sale by itself"), default=True)
    start_date = models.DateField(_("send sales from"))
    send_zero_totals = models.BooleanField(_("send invoices of 0"), default=True)
    customer_prefix = models.CharField(
        _("prefix of customer numbers"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Za-z-]*$", _("Use letters, digits and hyphens."))],
    )

    # Whether Tamio makes credit invoices; it also takes the scope that the connection may lack.
    credit_invoices = models.BooleanField(_("make credit invoices"), default=False)

    match_customers = models.BooleanField(
        _("use the cards that customers have in Fortnox"), default=False
    )
    # Parts of a customer's card (see sync/protection.py) that are never changed once it is there.
    protected_parts = models.JSONField(
        _("kept as the accountant has them"), default=list, blank=True
    )

    class Meta:
        verbose_name_plural = "settings"

    def __str__(self) -> str:
        return f"settings of {self.store}"

    @property
    def has_accounts(self) -> bool:
        return self.goods_account is not None and self.services_account is not None


class ChartAccount(models.Model):
    """One account of the company's chart, as last read. Read at connect and on demand."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="chart_accounts")
    number = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=200)
    active = models.BooleanField()
    vat_code = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="one_account_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"
