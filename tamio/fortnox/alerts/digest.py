"""The one e-mail: what needs you in each of your stores, and what is new since the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.mail.queueing import Letter
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts.troubles import Trouble
from tamio.fortnox.alerts.words import Said, said
from tamio.fortnox.models import AlertSent
from tamio.fortnox.pages.addresses import page

Troubles = Mapping[int, Sequence[Trouble]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One store: its troubles, or that all is well again."""

    store: Store
    said: Sequence[Said]
    settings_href: str


def digest(
    *, user: User, stores: Sequence[Store], troubles: Troubles, last: AlertSent | None
) -> Letter:
    """In the person's own language. Stores without trouble are in it if they had one before."""
    with translation.override(user.language):
        sections = [_section(store, troubles.get(store.pk, ()), last) for store in stores]
        shown = {"sections": sections, "host": settings.ENVIRONMENT.tamio_url}
        return Letter(
            language=user.language,
            subject=_subject(sections),
            text=render_to_string("fortnox/alerts/digest.txt", shown).strip() + "\n",
            html=render_to_string(
                "fortnox/alerts/digest.html", shown | {"language": user.language}
            ),
        )


def told_of(last: AlertSent | None, store_id: int) -> Sequence[str]:
    """The kinds of trouble of that store that the person was told of last."""
    return last.troubles.get(str(store_id), ()) if last else ()


def told_at(last: AlertSent | None) -> datetime | None:
    return last.at if last else None


def _section(store: Store, troubles: Sequence[Trouble], last: AlertSent | None) -> Section:
    told = told_of(last, store.pk)
    return Section(
        store=store,
        said=[
            said(each, store=store, is_news=each.is_news(told_at(last), told)) for each in troubles
        ],
        settings_href=page("alerts", store=store),
    )


def _subject(sections: Sequence[Section]) -> str:
    troubled = [section for section in sections if section.said]
    if not troubled:
        return _("Fortnox: all is well again")
    if len(troubled) > 1:
        told = ngettext(
            "Fortnox: %(count)d store needs you", "Fortnox: %(count)d stores need you",
            len(troubled),
        )  # fmt: skip
        return told % {"count": len(troubled)}
    only = troubled[0]
    first = only.said[0].what.rstrip(".")
    return f"{only.store.name}: {first}"
