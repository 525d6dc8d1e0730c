"""25 requests in any 5 seconds, per client and tenant, on the machine's monotonic clock."""

import math
import time
from collections import deque

from fortnox_simulator.variants import Variants

WINDOW_SECONDS = 5.0


class RateLimit:
    """A true sliding window. Requests that were let in count; refused ones if so chosen."""

    def __init__(self, *, requests: int = 25, variants: Variants | None = None) -> None:
        self._variants = variants if variants is not None else Variants()
        self.requests = requests
        self._let_in: dict[tuple[str, int], deque[float]] = {}

    def wait_for(self, *, client_id: str, tenant: int) -> int:
        """Lets the request in and answers 0, or answers the whole seconds until there is room."""
        now = time.monotonic()
        times = self._let_in.setdefault((client_id, tenant), deque())
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        if self.requests and len(times) >= self.requests:
            if self._variants["refused_requests"] == "counted":
                times.append(now)
                times.popleft()
            return max(1, math.ceil(times[0] + WINDOW_SECONDS - now))
        times.append(now)
        return 0

    def forget(self) -> None:
        self._let_in.clear()
