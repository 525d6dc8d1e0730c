"""What the audit trail is made of: entries, and the sources that they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet

from tamio.commerce.stores.models import Store
from tamio.look.chips import Text, Tone

Rows = TypeVar("Rows", bound=Model)
#: The author of what nobody clicked.
TAMIO = "tamio"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line. `code` is the same in every language, for those who read the export by program.

    `subject` is what it is about, `href` where that is. `before` and `after` are those of `field`;
    `sent` and `answered` are given only when the whole is asked for.
    """

    at: datetime
    by: str
    code: str
    what: Text
    subject: Text = ""
    href: str = ""
    field: Text = ""
    before: str = ""
    after: str = ""
    text: Text = ""
    tone: Tone = Tone.NEUTRAL
    sent: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: empty or None means all. From `first`, and before `end`.

    `whole`: with everything that was sent and answered, which a list does not show.
    """

    text: str = ""
    by: str = ""
    invoice_id: int | None = None
    first: datetime | None = None
    end: datetime | None = None
    whole: bool = False

    def within(self, rows: QuerySet[Rows]) -> QuerySet[Rows]:
        """Narrowed to the period; the rows have `at`."""
        if self.first is not None:
            rows = rows.filter(at__gte=self.first)
        return rows if self.end is None else rows.filter(at__lt=self.end)


class AuditSource(Protocol):
    """One kind of entries. `kind` stands in addresses, `label` in the menu of kinds."""

    @property
    def kind(self) -> str: ...

    @property
    def label(self) -> Text: ...

    def find(self, store: Store, asked: Asked) -> QuerySet[Any]:
        """The store's rows that are asked for, in any order. Each has `at` and `pk`."""
        ...

    def entries(self, store: Store, rows: Sequence[Any]) -> Sequence[AuditEntry]:
        """In the order of `rows`; as many queries for many rows as for few."""
        ...
