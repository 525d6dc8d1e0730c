"""A preview in the words of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tamio.fortnox.pages.changes import change_words
from tamio.fortnox.sync.preview.cards import CUSTOMER
from tamio.fortnox.sync.preview.shapes import (
    Card,
    Doing,
    FieldChange,
    Level,
    Notice,
    Preview,
    Situation,
    Sums,
)
from tamio.look.chips import Chip, Text, Tone

TONES = {Level.STOPS: Tone.WRONG, Level.LOOK: Tone.NEEDS_YOU, Level.NOTE: Tone.NEUTRAL}
_DOINGS: dict[Doing, tuple[Text, Tone]] = {
    Doing.CREATE: (pgettext_lazy("card", "created"), Tone.WAITING),
    Doing.ADOPT: (pgettext_lazy("card", "taken over as it is"), Tone.GOOD),
    Doing.CHANGE: (pgettext_lazy("card", "changed"), Tone.NEEDS_YOU),
    Doing.LEAVE: (pgettext_lazy("card", "left as it is"), Tone.GOOD),
}
_FIELDS: dict[str, Text] = {
    "CustomerNumber": gettext_lazy("Customer number"),
    "ArticleNumber": gettext_lazy("Article number"),
    "Name": gettext_lazy("Name"),
    "Description": gettext_lazy("Article's name"),
    "Type": gettext_lazy("Type"),
    "OrganisationNumber": gettext_lazy("Organisation number"),
    "VATNumber": gettext_lazy("VAT number"),
    "VATType": gettext_lazy("VAT type"),
    "Email": gettext_lazy("E-mail"),
    "EmailInvoice": gettext_lazy("E-mail for invoices"),
    "Address1": gettext_lazy("Address"),
    "ZipCode": gettext_lazy("Postal code"),
    "City": gettext_lazy("City"),
    "CountryCode": gettext_lazy("Country"),
    "Currency": gettext_lazy("Currency"),
    "Unit": gettext_lazy("Unit"),
    "EAN": gettext_lazy("EAN"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """A card with its chip and its changes, the fields in words."""

    label: str
    card: Card
    chip: Chip
    changes: Sequence[tuple[Text, Any, Any]]

    @property
    def knows_before(self) -> bool:
        return self.card.doing is Doing.CHANGE


def shown_card(card: Card) -> ShownCard:
    word, tone = _DOINGS[card.doing]
    named = _("Customer") if card.kind == CUSTOMER else _("Article")
    return ShownCard(
        label=f"{named} {card.number}",
        card=card,
        chip=Chip(state=word, tone=tone),
        changes=[_shown_change(each) for each in card.changes],
    )


def grave(notices: Sequence[Notice]) -> list[tuple[Notice, Tone]]:
    """What stops it, then what is worth a look."""
    levels = (Level.STOPS, Level.LOOK)
    return [(each, TONES[level]) for level in levels for each in notices if each.level is level]


def notes(notices: Sequence[Notice]) -> list[Notice]:
    """Good to know; texts are told by themselves."""
    return [each for each in notices if each.level is Level.NOTE and each.code != "text"]


def texts(preview: Preview) -> list[tuple[str, str, str]]:
    """What was done to it, before, after."""
    return [
        (change_words(change), text.before, text.after)
        for text in preview.texts
        for change in text.changes[:1]
    ]


def sums(ours: Sums, theirs: Sums) -> list[tuple[Text, Any, Any, bool]]:
    """Label, the invoice's, the order's, whether they are equal."""
    labels = (("net", _("Net")), ("vat", _("VAT")), ("total", _("Total")))
    return [
        (label, mine, yours, mine == yours)
        for name, label in labels
        for mine, yours in [(getattr(ours, name), getattr(theirs, name))]
    ]


def headline(preview: Preview) -> str:
    """What sending would come to, in one sentence."""
    if preview.situation is Situation.THERE:
        return _(
            "The invoice is order %(number)s in Fortnox. Nothing more is sent; below is what Tamio"
            " would make of it today."
        ) % {"number": preview.order_number}
    if preview.stopped:
        return _("Nothing is sent until what stands below is mended.")
    return _("This is what Fortnox receives. Nothing has been sent.")


def _shown_change(change: FieldChange) -> tuple[Text, Any, Any]:
    return _FIELDS.get(change.name, change.name), change.before, change.after
