"""The simulator's calendar clock: it can be moved, and goes on ticking from where it was put."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


class Clock:
    """Calendar time only. Rate limits and delays run on the machine's own monotonic clock."""

    def __init__(self, *, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def today(self) -> date:
        """The day in Sweden, where the companies keep their books."""
        return self.now().astimezone(SWEDEN).date()

    def move_to(self, now: datetime) -> None:
        self.offset = now.astimezone(UTC) - datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        self.offset += timedelta(seconds=seconds)
