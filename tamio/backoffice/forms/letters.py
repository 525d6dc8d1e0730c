"""What a store adds to its letters, and which of them it sends."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import LETTERS
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import LONGEST, LetterSettings

_TEXTS = ("greeting", "footer", "returns", "exceptions")
_NUMBERS = ("remind_after_days", "remind_every_days", "most_reminders", "card_reminder_weeks")
_HELP = {
    "greeting": _("Stands first in every letter, after the customer's name."),
    "footer": _("Stands last, above your particulars."),
    "returns": _("Who pays for sending back, and where to. Empty: the buyer pays."),
    "exceptions": _("Goods that the law excepts and you sell, such as sealed or made to measure."),
}


class LetterForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """One row a store, made the first time that something is saved."""

    class Meta:
        model = LetterSettings
        fields = [
            *(f"{text}_{code}" for text in _TEXTS for code in ("sv", "en")),
            "sends_shipments", "sends_credits", "sends_api_orders", "sends_reminders",
            "remind_after_days", "remind_every_days", "most_reminders",
            "sends_card_reminders", "card_reminder_weeks",
        ]  # fmt: skip
        widgets = {
            **{
                f"{text}_{code}": forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
                for text in _TEXTS
                for code in ("sv", "en")
            },
            **{
                name: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
                for name in _NUMBERS
            },
        }
        help_texts = {
            **{f"{text}_sv": words for text, words in _HELP.items()},
            "sends_reminders": _(
                "Of what falls due from the day you tick this. Mark what is paid, or those who"
                " have paid are reminded too."
            ),
            "remind_every_days": _("At least 5."),
            "sends_card_reminders": _(
                "Once a card, to whom it was mailed, with its code and what is left on it."
            ),
        }  # fmt: skip

    def write(self, *, by: str, now: datetime) -> None:
        """Only what was changed; what it was before stands in the audit trail."""
        settings = self.instance
        with transaction.atomic():
            before = LetterSettings.objects.select_for_update().filter(store=settings.store).first()
            was_on = before is not None and before.sends_reminders
            if settings.sends_reminders and not was_on:
                settings.reminds_from_date = settings.store.date_of(now)
            settings.save()
            note_change(
                subject=Subject(
                    store_id=settings.store_id,
                    kind=LETTERS,
                    id=settings.store_id,
                    name=settings.store.name,
                ),
                before=values_of(before or LetterSettings(), fields=self.changed_data),
                after=values_of(settings, fields=self.changed_data) if self.changed_data else {},
                by=by,
                now=now,
            )


class SendAgainForm(forms.Form):
    """Which letter about an invoice, and to whom."""

    kind = forms.ChoiceField(choices=[(each.value, each.label) for each in Kind])
    recipient = forms.EmailField(label=_("To"))


class PreviewForm(forms.Form):
    """In which language, and about which invoice; without one it is about an invented order."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("sv", "Svenska"), ("en", "English")]
    )
    invoice = forms.IntegerField(
        label=_("Invoice number"),
        required=False,
        min_value=1,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "1001"}),
    )

    def __init__(self, data: Any, *, language: str) -> None:
        super().__init__(data)
        self._language = language

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("language") or self._language)
