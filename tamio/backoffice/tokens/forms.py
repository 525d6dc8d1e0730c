"""A new token of the API: what it is for, and what it may."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import MOST_NAME, issue_token
from tamio.commerce.tokens.models import ApiToken
from tamio.look.fields import validate_printable

#: More than these that work at one time are no overview.
MOST_TOKENS = 50
READ, WRITE = "read", "write"


class TokenForm(forms.Form):
    """A name tells it from the others that work: so a form that is sent twice makes one token."""

    name = forms.CharField(
        label=_("name"),
        max_length=MOST_NAME,
        validators=[validate_printable],
        help_text=_("What will use it, such as the till or the warehouse."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-never-kept": True}),
    )
    may = forms.ChoiceField(
        label=_("may"),
        # The answer shows the token and leads nowhere, so no browser would hear that it was saved.
        widget=forms.Select(attrs={"data-never-kept": True}),
        choices=[
            (READ, _("Only read")),
            (WRITE, _("Read and write: sell, credit, tell of payments")),
        ],
    )

    def __init__(self, data: Any = None, *, store: Store) -> None:
        super().__init__(data)
        self._store = store

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if self._working().filter(name=name).exists():
            raise ValidationError(
                _("A token of this name works already. Give this one another name, or revoke that.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        if self._working().count() >= MOST_TOKENS:
            raise ValidationError(
                _("%(most)d tokens work already. Revoke one that nobody uses first."),
                params={"most": MOST_TOKENS},
            )
        return super().clean() or {}

    def make(self, *, by: str, now: datetime) -> tuple[ApiToken, str]:
        """The token, and its text to be shown once."""
        return issue_token(
            store=self._store,
            name=self.cleaned_data["name"],
            may_write=self.cleaned_data["may"] == WRITE,
            by=by,
            now=now,
        )

    def _working(self) -> Any:
        return self._store.api_tokens.filter(revoked_at=None)
