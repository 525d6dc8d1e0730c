"""What is said of a trouble, on the page and in the e-mail; and where it is solved."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts.troubles import Kind, Trouble
from tamio.fortnox.pages.addresses import invoices_in, page
from tamio.fortnox.pages.states import filter_of
from tamio.look.chips import Text, Tone
from tamio.outbox.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`href` is without the host. `is_news`: not told before."""

    what: str
    step: str
    href: str
    tone: Tone
    is_news: bool = False


def said(trouble: Trouble, *, store: Store, is_news: bool = False) -> Said:
    """In the language in force."""
    what, step = (_OF_CREDITS if trouble.of_credits else _SENTENCES)[trouble.kind]
    tone = Tone.WAITING if trouble.kind == Kind.BACKLOG else _TONES.get(trouble.kind, Tone.WRONG)
    return Said(
        what=_counted(what, trouble),
        step=str(step),
        href=_href(trouble, store),
        tone=tone,
        is_news=is_news,
    )


def _counted(what: Any, trouble: Trouble) -> str:
    return str(what % {"count": trouble.count} if trouble.count else what)


_TONES = {Kind.CONNECTION_LOST: Tone.NEEDS_YOU, Kind.SETTINGS: Tone.NEEDS_YOU}


#: What is the matter, and what the link to it says.
_SENTENCES: dict[Kind, tuple[Any, Text]] = {
    Kind.CONNECTION_LOST: (_("The connection to Fortnox is lost."), _("Reconnect")),
    Kind.SETTINGS: (
        ngettext_lazy(
            "%(count)d invoice waits for a setting.",
            "%(count)d invoices wait for a setting.",
            "count",
        ),
        _("See which"),
    ),
    Kind.REJECTED: (
        ngettext_lazy(
            "%(count)d invoice was not accepted by Fortnox.",
            "%(count)d invoices were not accepted by Fortnox.",
            "count",
        ),
        _("See why"),
    ),
    Kind.DIFFERS: (
        ngettext_lazy(
            "%(count)d order in Fortnox has other amounts than the invoice.",
            "%(count)d orders in Fortnox have other amounts than the invoices.",
            "count",
        ),
        _("Compare"),
    ),
    Kind.BUG: (
        ngettext_lazy(
            "%(count)d invoice is stopped by an error in Tamio.",
            "%(count)d invoices are stopped by an error in Tamio.",
            "count",
        ),
        _("See which"),
    ),
    Kind.FINDINGS: (
        ngettext_lazy(
            "Last night's reconciliation found %(count)d thing that does not agree.",
            "Last night's reconciliation found %(count)d things that do not agree.",
            "count",
        ),
        _("See which"),
    ),
    Kind.BACKLOG: (
        ngettext_lazy(
            "%(count)d document waits, and has waited for too long.",
            "%(count)d documents wait, and the oldest has waited for too long.",
            "count",
        ),
        _("See how it stands"),
    ),
}

_OF_CREDITS: dict[Kind, tuple[Any, Text]] = {
    Kind.SETTINGS: (
        ngettext_lazy(
            "%(count)d credit note waits for a setting.",
            "%(count)d credit notes wait for a setting.",
            "count",
        ),
        _("See which"),
    ),
    Kind.REJECTED: (
        ngettext_lazy(
            "%(count)d credit note was not accepted by Fortnox.",
            "%(count)d credit notes were not accepted by Fortnox.",
            "count",
        ),
        _("See why"),
    ),
    Kind.DIFFERS: (
        ngettext_lazy(
            "%(count)d order in Fortnox has other amounts than are left after a credit note.",
            "%(count)d orders in Fortnox have other amounts than are left after credit notes.",
            "count",
        ),
        _("Compare"),
    ),
    Kind.BUG: (
        ngettext_lazy(
            "%(count)d credit note is stopped by an error in Tamio.",
            "%(count)d credit notes are stopped by an error in Tamio.",
            "count",
        ),
        _("See which"),
    ),
}


def _href(trouble: Trouble, store: Store) -> str:
    if trouble.kind in {Kind.CONNECTION_LOST, Kind.BACKLOG}:
        return page("overview", store=store)
    if trouble.kind == Kind.FINDINGS:
        return page("reconciliations", store=store)
    return invoices_in(store=store, state=filter_of(State(trouble.kind.value)))
