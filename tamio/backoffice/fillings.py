"""What an integration says as data: its entry, its actions, what needs a person, health, steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.look.chips import Chip, Text, Tone


@dataclass(frozen=True, kw_only=True)
class IntegrationEntry:
    """One row of the Integrations page and one entry in the navigation below it.

    `url_name` is reversed with the store's slug. `status` is asked on the Integrations page only.
    """

    key: str
    name: Text
    tagline: Text
    url_name: str
    status: Callable[[StoreRequest, Store], Chip]


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """A button over the selected rows of the invoice list, shown to those who have `right`.

    `one`: does it to one invoice, for all that match a filter: given the invoice, who and when;
    False if it was so already. None if it is not for so many.
    The invoice numbers are posted to `url_name` (reversed with the store's slug) as repeated
    `number`; the view answers with a redirect to `next`, which is posted along.
    """

    name: str
    label: Text
    right: Right
    url_name: str
    one: Callable[[Invoice, str, datetime], bool] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A page that the palette leads to; or, with `is_deed`, where something is done.

    `url_name` is reversed with the store's slug, and the page's own right decides who is led there;
    `right` is what is needed besides. `words` are others by which it is looked for. `query` follows
    the address.
    """

    url_name: str
    label: Text
    words: Text = ""
    is_deed: bool = False
    right: Right | None = None
    query: str = ""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One line of what needs a person: `count` of something, and the list of just those.

    `text` follows the number and has none itself: "overdue invoices".
    """

    count: int
    text: Text
    href: str
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class Health:
    """How one store stands with an integration, for a table of many stores.

    `chip`: the connection in a word. `backlog`: sales that are not there yet; `oldest_at`: when the
    oldest of them was recorded, None if there is none. `failed`: what does not go on, or does not
    agree, without a person.
    """

    chip: Chip
    backlog: int
    failed: int
    oldest_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One of the first steps of a store. `done` is a fact that was looked up, never a tick.

    `action` is the verb on the link to `href`, where the step is taken.
    """

    key: str
    title: Text
    text: Text
    action: Text
    href: str
    done: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """How far a test sale has come with an integration.

    `links` lead to what it became, or to what stops it: `(label, address)`. `looks_again`: whether
    more happens by itself.
    """

    chip: Chip
    text: Text
    links: Sequence[tuple[Text, str]]
    has_arrived: bool
    looks_again: bool
