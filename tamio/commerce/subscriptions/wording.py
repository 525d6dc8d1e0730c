"""How an interval is put into words, in the language of whoever reads."""

from django.utils.translation import ngettext

from tamio.commerce.subscriptions.dates import Interval, Unit


def every(interval: Interval) -> str:
    """Such as "every month", "every 2 weeks"."""
    count = interval.count
    words = {
        Unit.DAY: ngettext("every day", "every %(count)d days", count),
        Unit.WEEK: ngettext("every week", "every %(count)d weeks", count),
        Unit.MONTH: ngettext("every month", "every %(count)d months", count),
        Unit.YEAR: ngettext("every year", "every %(count)d years", count),
    }[interval.unit]
    return words % {"count": count}
