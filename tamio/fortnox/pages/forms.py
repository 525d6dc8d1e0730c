"""The merchant's choices: the two revenue accounts, and how and from when sales are sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.meanings import SETTINGS
from tamio.fortnox.sync.chart import revenue_accounts, suggested
from tamio.look.chips import Text

_ACCOUNTS = ("goods_account", "services_account")
_YES_OR_NO = ("automatic", "send_zero_totals")


#: The parts of sync/protection.py, in words.
_PARTS: dict[str, Text] = {
    "name": _("Name"),
    "address": _("Address"),
    "delivery": _("Delivery address"),
    "email": _("E-mail"),
    "email_invoice": _("E-mail for invoices"),
}


class AccountField(forms.TypedChoiceField):
    """One of the company's accounts, by its number."""

    default_error_messages = {
        "required": _("Choose an account."),
        "invalid_choice": _("%(value)s is not one of the company's active revenue accounts."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **options)

    def offer(self, accounts: list[tuple[int, str]], *, suggestion: int | None) -> None:
        marked = [
            (number, _("%(account)s (suggested)") % {"account": text})
            if number == suggestion
            else (number, text)
            for number, text in accounts
        ]
        self.choices = [("", _("Choose an account")), *marked]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """An account already chosen stands; else the likely one of the chart is chosen beforehand."""

    meanings = SETTINGS
    goods_account = AccountField(
        label=_("Revenue account for physical goods"),
        help_text=_("Sales of physical products are booked here."),
    )
    services_account = AccountField(
        label=_("Revenue account for services"),
        help_text=_("Sales of services and digital products are booked here."),
    )
    automatic = forms.TypedChoiceField(
        label=_("Send every sale by itself"),
        choices=[("yes", _("Yes, as soon as it is made")), ("no", _("No, I send them myself"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    send_zero_totals = forms.TypedChoiceField(
        label=_("Invoices of 0"),
        choices=[("yes", _("Send them too")), ("no", _("Leave them out"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("A free sample, or a coupon for the whole sum: nothing to pay and no VAT."),
    )

    protected_parts = forms.MultipleChoiceField(
        label=_("Leave as the accountant has it"),
        required=False,
        choices=list(_PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Of customers that are in Fortnox already. New ones get everything, and the VAT type is"
            " always kept right."
        ),
    )

    match_customers = forms.BooleanField(
        label=_("Use the cards that customers have in Fortnox already"),
        required=False,
        help_text=_(
            "A company is known by its organisation number, a private person by e-mail and name"
            " together. The card stays as the accountant has it; only its VAT type is kept right."
        ),
    )

    class Meta:
        model = Settings
        fields = [
            *_ACCOUNTS,
            "automatic",
            "start_date",
            "customer_prefix",
            "match_customers",
            "send_zero_totals",
            "protected_parts",
        ]
        labels = {
            "start_date": _("Send sales from"),
            "customer_prefix": _("Prefix of customer numbers"),
        }
        help_texts = {
            "start_date": _("Invoices from before that day are only sent when you say so."),
            "customer_prefix": _(
                "Put before Tamio's customer numbers, so that they do not meet numbers that are"
                " already used in Fortnox."
            ),
        }
        widgets = {
            "start_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, store: Store, **options: Any) -> None:
        super().__init__(*args, **options)
        #: Chosen accounts that are no longer among the active ones.
        self.gone: list[int] = []
        accounts = [(each.number, str(each)) for each in revenue_accounts(store=store)]
        for name, likely in zip(_ACCOUNTS, suggested(store=store), strict=True):
            field = self.fields[name]
            assert isinstance(field, AccountField)
            chosen = self.initial.get(name)
            field.offer(accounts, suggestion=None if chosen else likely)
            if chosen is None:
                self.initial[name] = likely
            elif chosen not in dict(accounts):
                self.gone.append(chosen)
        for name in _YES_OR_NO:
            self.initial[name] = "yes" if getattr(self.instance, name) else "no"
