"""What is said of backfills."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tamio.fortnox.models import Backfill
from tamio.fortnox.sync.backfill.scope import Fate
from tamio.look.chips import Chip, Tone
from tamio.look.formats import date_text, number_text


def name_of(backfill: Backfill) -> str:
    """What it is about: a period, or how many were chosen."""
    if backfill.numbers:
        count = len(backfill.numbers)
        said = ngettext("%(count)d chosen invoice", "%(count)d chosen invoices", count)
        return said % {"count": count}
    first = _day(backfill.first) if backfill.first else "…"
    if backfill.last is None:
        return _("From %(first)s") % {"first": first}
    return f"{first} – {_day(backfill.last)}"


def chip_of(backfill: Backfill, *, is_connected: bool = True) -> Chip:
    """How it stands, in a list and at the head of its page."""
    if backfill.finished_at:
        return Chip(state=pgettext("backfill", "Finished"), tone=Tone.GOOD)
    if backfill.stopped_at:
        return Chip(state=pgettext("backfill", "Stopped"), tone=Tone.NEUTRAL)
    if backfill.is_paused:
        return Chip(state=pgettext("backfill", "Paused"), tone=Tone.NEUTRAL)
    if not is_connected:
        return Chip(state=_("Waits for the connection"), tone=Tone.NEEDS_YOU)
    return Chip(state=_("Under way"), tone=Tone.WAITING)


def left_out_words(left_out: Mapping[Fate, int], *, start: date) -> Iterator[tuple[str, Tone]]:
    """A sentence for each reason that there is."""
    for fate, count in left_out.items():
        if count:
            words, tone = _left_out(fate, count)
            yield words % {"count": _number(count), "start": _day(start)}, tone


def _left_out(fate: Fate, count: int) -> tuple[str, Tone]:
    match fate:
        case Fate.THERE:
            said = ngettext(
                "%(count)s invoice is in Fortnox already.",
                "%(count)s invoices are in Fortnox already.",
                count,
            )
            return said, Tone.GOOD
        case Fate.ON_ITS_WAY:
            said = ngettext(
                "%(count)s invoice is on its way without it.",
                "%(count)s invoices are on their way without it.",
                count,
            )
            return said, Tone.WAITING
        case Fate.STOPPED:
            said = ngettext(
                "%(count)s invoice is stopped already: see to what it says, then choose Retry.",
                "%(count)s invoices are stopped already: see to what they say, then choose Retry.",
                count,
            )
            return said, Tone.NEEDS_YOU
        case Fate.SKIPPED:
            said = ngettext(
                "%(count)s invoice has been skipped by someone, and stays so.",
                "%(count)s invoices have been skipped by someone, and stay so.",
                count,
            )
            return said, Tone.NEUTRAL
        case Fate.ZERO:
            said = ngettext(
                "%(count)s invoice of 0 is left out, as the store has chosen.",
                "%(count)s invoices of 0 are left out, as the store has chosen.",
                count,
            )
            return said, Tone.NEUTRAL
        case _:
            said = ngettext(
                "%(count)s invoice is older than the start date, %(start)s, and is not sent.",
                "%(count)s invoices are older than the start date, %(start)s, and are not sent.",
                count,
            )
            return said, Tone.NEEDS_YOU


def _day(day: date) -> str:
    return date_text(day, language=translation.get_language() or "en")


def _number(value: int) -> str:
    return number_text(value, language=translation.get_language() or "en")
