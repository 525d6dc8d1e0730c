"""Times of day as Fortnox writes and reads them: as they are in Sweden, without a zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

_SWEDEN = ZoneInfo("Europe/Stockholm")


def in_sweden(at: datetime) -> str:
    """To the minute, which is all that `lastmodified` knows."""
    return f"{at.astimezone(_SWEDEN):%Y-%m-%d %H:%M}"
