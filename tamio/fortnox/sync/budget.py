"""What one company allows, as arithmetic: which requests count, and whether one more may go.

Fortnox allows 25 requests in any 5 seconds per integration and company, and answers 429 over it
(measured by client authors: 24 is safe, 25 is not). What counts there is when a request *arrives*,
which lies between its leaving and its answer. So one whose answer has come counts from at most
JITTER after it left, and one whose answer never came counts until it cannot arrive any more.

Times are seconds of the machine's clock.
"""

from dataclasses import dataclass

#: Requests in any WINDOW seconds; one less than Fortnox allows.
ALLOWED = 24
WINDOW = 5.0
JITTER = 0.2
#: How long a request without an answer may still be under way: the client's longest call.
UNANSWERED = 25.0
#: So many at once may follow each other freely; over it they are spread out, so that a person's
#: click in a saturated lane never waits for a whole window to pass.
BURST = 4
GAP = 0.21

Counted = tuple[int, float]


@dataclass(slots=True)
class Budget:
    """`counted` holds a ticket per request and until when it counts."""

    counted: list[Counted]
    last_ticket: int = 0
    last_begun: float = 0.0

    def let_go(self, *, at: float) -> None:
        """What counts no longer. What lies further ahead than any request can count was booked
        before the clock was set back: else the lane would stand still until it has caught up.
        """
        latest = at + UNANSWERED + WINDOW
        self.counted = [entry for entry in self.counted if at < entry[1] <= latest]

    def room(self, *, at: float) -> float:
        """Seconds until one more may begin; 0 for now."""
        if len(self.counted) >= ALLOWED:
            return min(until for _, until in self.counted) - at
        since = at - self.last_begun
        if len(self.counted) >= BURST and 0 <= since < GAP:
            return GAP - since
        return 0.0

    def book(self, *, at: float) -> int:
        """A ticket; it counts as under way until its answer is told."""
        self.last_ticket += 1
        self.last_begun = at
        self.counted.append((self.last_ticket, at + UNANSWERED + WINDOW))
        return self.last_ticket

    def answered(self, ticket: int, *, left_at: float, at: float) -> None:
        self._count(ticket, until=min(at, left_at + JITTER) + WINDOW)

    def give_back(self, ticket: int) -> None:
        """It never left."""
        self._count(ticket, until=0.0)

    def spend(self, *, at: float) -> None:
        """All of it is taken as used from now on."""
        kept = [(ticket, max(until, at + WINDOW)) for ticket, until in self.counted]
        self.counted = kept + [(0, at + WINDOW)] * (ALLOWED - len(kept))

    def _count(self, ticket: int, *, until: float) -> None:
        self.counted = [
            (held, until if held == ticket else before) for held, before in self.counted
        ]
