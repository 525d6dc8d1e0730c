"""Which invoices a backfill is about."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from tamio.fortnox.pages.preview.forms import DryRunForm
from tamio.fortnox.sync.backfill.scope import MOST_NUMBERS, Scope


class BackfillForm(DryRunForm):
    """From a day, to a day or until now; or the numbers that were ticked in a list."""

    everything = None  # type: ignore[assignment]  # what is in Fortnox is never sent again

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        first = self.fields["first"]
        first.required = not (data and data.get("numbers"))
        first.error_messages["required"] = _("Give the first day.")

    @property
    def is_readable(self) -> bool:
        """Whether it says which invoices are meant, also if they are then refused as a whole."""
        return self.is_bound and not set(self.errors) - {NON_FIELD_ERRORS}

    @property
    def query(self) -> dict[str, str]:
        """What leads to the same dry run. Of one that is readable."""
        asked = self.cleaned_data
        days = {name: str(asked[name]) for name in ("first", "last") if asked[name]}
        numbers = ",".join(map(str, asked["numbers"]))
        return days | ({"numbers": numbers} if numbers else {})

    @property
    def scope(self) -> Scope:
        """Of one that is readable."""
        asked = self.cleaned_data
        return Scope(first=asked["first"], last=asked["last"], numbers=asked["numbers"])

    def refuse(self, code: str) -> None:
        """Says why it cannot be started: a code of starting.CannotStart."""
        said = {
            "order": ("last", _("The last day is before the first.")),
            "future": ("first", _("That day has not come yet.")),
            "many": (None, _("Choose at most %(most)d invoices.") % {"most": MOST_NUMBERS}),
            "accounts": (None, _("Choose the accounts first: without them nothing is sent.")),
            "open": (None, _("Another backfill is under way. Wait for it, or stop it first.")),
            "nothing": (None, _("There is nothing to send: see below why.")),
        }
        self.add_error(*said[code])
