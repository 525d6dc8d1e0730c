"""What people write about gift cards: for whom, why one is blocked, how long they are valid."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import GIFT_CARD_SETTINGS
from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.meanings import OF_GIFT_CARDS
from tamio.backoffice.searching import mentions
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.giftcards.models import LONGEST_MESSAGE, GiftCard, GiftCardSettings, settings_of
from tamio.commerce.stores.models import Store
from tamio.look.fields import MoneyField, validate_printable

#: Whoever gives away more at once means something else.
_MOST = Decimal(50_000)


class CardFilters(Filters):
    """By the last four signs of a code, a name, an e-mail address; and by what can be done."""

    q = SearchField(label=_("Search"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All cards")),
            ("left", _("With money left")),
            ("unpaid", _("Waiting for payment")),
            ("blocked", _("Blocked")),
        ],
    )

    def narrow(self, cards: QuerySet[GiftCard]) -> QuerySet[GiftCard]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return cards.none()
        text = self.cleaned_data["q"].strip()
        if text:
            last4 = text.replace("-", "").replace("\N{BULLET}", "")[-4:].upper()
            people = mentions(text=text, fields=["recipient_name", "recipient_email"])
            cards = cards.filter(last4=last4) | cards.filter(people)
        return cards.filter(**_STATES[self.cleaned_data["state"]])


_STATES: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "left": {"balance__gt": 0, "blocked_at": None},
    "unpaid": {"issued_at": None, "amount__gt": 0},
    "blocked": {"blocked_at__isnull": False},
}


class GiveForm(forms.Form):
    """A card that is given by hand. Valid, it knows the `gift`."""

    amount = MoneyField(label=_("Amount"), min_value=Decimal("0.01"), max_value=_MOST)
    recipient_email = forms.EmailField(label=_("E-mail"), help_text=_("The card is sent there."))
    recipient_name = forms.CharField(
        label=_("Name"), required=False, max_length=100, validators=[validate_printable]
    )
    message = forms.CharField(
        label=_("Greeting"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("sv", _("Swedish")), ("en", _("English"))]
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        validators=[validate_printable],
        help_text=_("For your own books, such as compensation for order 1042."),
    )

    def __init__(self, data: Any = None, *, store: Store, today: date) -> None:
        super().__init__(data, initial={"language": store.language})
        self._today = today
        self.gift: Gift | None = None

    def clean(self) -> None:
        given = self.cleaned_data
        if self.errors:
            return
        gift = Gift(
            amount=given["amount"],
            recipient_name=given["recipient_name"],
            recipient_email=given["recipient_email"],
            message=given["message"],
        )
        try:
            self.gift = gift.checked(today=self._today)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                self.add_error(field, messages)


class BlockForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, validators=[validate_printable])


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs
    """Of the cards that are issued from now on."""

    meanings = OF_GIFT_CARDS

    class Meta:
        model = GiftCardSettings
        fields = ["lasts_months"]
        help_texts = {
            "lasts_months": _(
                "From the day on which a card is issued. Leave it empty for cards that never"
                " expire. Cards that are issued already keep their day."
            )
        }

    def __init__(self, data: Any = None, *, store: Store) -> None:
        super().__init__(data, instance=settings_of(store))
        self._store = store

    def write(self, *, by: str, now: datetime) -> None:
        before = values_of(settings_of(self._store), fields=["lasts_months"])
        self.instance.save()
        after = values_of(self.instance, fields=["lasts_months"])
        subject = Subject(
            store_id=self._store.pk, kind=GIFT_CARD_SETTINGS, id=self._store.pk, name=""
        )
        note_change(subject=subject, before=before, after=after, by=by, now=now)
