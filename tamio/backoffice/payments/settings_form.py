"""Which ways to pay the store offers, and its keys to Stripe. A key is never shown again."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.meanings import OF_WAYS_TO_PAY
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.payments.providers.port import NotSetUp, ProviderError
from tamio.commerce.payments.providers.stripe_pages import StripePages
from tamio.commerce.stores.models import Store

#: What the audit trail calls these settings.
WAYS = "payment_settings"
_CHOICES = ("by_invoice", "by_swish", "by_card", "by_test")
_SECRETS = ("stripe_key", "stripe_webhook_secret")


def _secret(label: Any, pattern: str, say: Any) -> forms.RegexField:
    return forms.RegexField(
        rf"\A{pattern}\Z",
        label=label,
        required=False,
        max_length=255,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": say},
    )


class WaysToPayForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Secrets that are left empty stay as they are."""

    meanings = OF_WAYS_TO_PAY
    stripe_key = _secret(
        gettext_lazy("Secret key"),
        r"(?:sk|rk)_(?:test|live)_[0-9A-Za-z]+",
        gettext_lazy("Write the secret key: it begins with sk_live_, rk_live_ or sk_test_."),
    )
    stripe_webhook_secret = _secret(
        gettext_lazy("Signing secret of the webhook"),
        r"whsec_[0-9A-Za-z+/=_-]+",
        gettext_lazy("Write the signing secret of the webhook: it begins with whsec_."),
    )

    class Meta:
        model = PaymentSettings
        fields = [*_CHOICES, *_SECRETS]

    def __init__(self, data: Any = None, *, store: Store) -> None:
        own = PaymentSettings.objects.filter(store=store).first() or PaymentSettings(store=store)
        super().__init__(data, instance=own)
        self._store = store
        self._before = values_of(own, fields=_CHOICES)
        self.kept = {name: hint(getattr(own, name)) for name in _SECRETS}
        #: Whether Stripe could not be asked about a new key.
        self.unasked = False
        if not settings.TEST_PAYMENTS:
            del self.fields["by_test"]

    def clean(self) -> None:
        given = self.cleaned_data
        self._given = {name: given[name] for name in _SECRETS if given.get(name)}
        own = PaymentSettings.objects.filter(store=self._store).first()
        for name in _SECRETS:
            given[name] = given.get(name) or (getattr(own, name) if own else "")
        if not any(given.get(name) for name in _CHOICES):
            self.add_error("by_invoice", _("Offer at least one way to pay."))
        if given.get("by_swish") and not self._store.swish:
            self.add_error("by_swish", _("Write the store's Swish number in its settings first."))
        if given.get("by_card"):
            self._need_stripe()

    def proves_key(self) -> bool:
        """False, with the error at its field, if Stripe does not know a new key. Asks Stripe: for a
        form that is to be saved, and not while one types.
        """
        if self.has_new_key:
            self._ask_stripe()
        return not self.errors

    def write(self, *, by: str, now: datetime) -> None:
        """Keys are on the audit trail as changed, and by their last characters only."""
        after = values_of(self.instance, fields=_CHOICES)
        told = {name: hint(value) for name, value in self._given.items()}
        with transaction.atomic():
            self.instance.save()
            store = self._store
            note_change(
                subject=Subject(store_id=store.pk, kind=WAYS, id=store.pk, name=""),
                before=self._before | {name: self.kept[name] for name in told},
                after=after | told,
                by=by,
                now=now,
            )

    @property
    def has_new_key(self) -> bool:
        return "stripe_key" in self._given

    def _need_stripe(self) -> None:
        for name in _SECRETS:
            if not self.cleaned_data[name] and name not in self.errors:
                self.add_error(name, _("Cards need this. Copy it from Stripe's own pages."))

    def _ask_stripe(self) -> None:
        try:
            pages = StripePages(key=self._given["stripe_key"], webhook_secret="")
            pages.check()
        except NotSetUp:
            self.add_error("stripe_key", _("Stripe does not know this key. Copy it once more."))
        except ProviderError:
            self.unasked = True


def hint(secret: str) -> str:
    """Enough to tell one from another: `sk_live_…4f2a`."""
    if not secret:
        return ""
    start = secret[: secret.rfind("_", 0, 9) + 1]
    return f"{start}…{secret[-4:]}"
