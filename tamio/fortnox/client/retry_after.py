"""The Retry-After header, which Fortnox does not promise."""

from datetime import datetime
from email.utils import parsedate_to_datetime


def seconds_until(header: str | None, *, now: datetime) -> float | None:
    """Seconds from `now` (aware), never negative; None when absent or unreadable."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):  # no date, or one without its zone
        return None
