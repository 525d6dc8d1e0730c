"""How long to wait before trying again."""

from datetime import timedelta
from random import Random

BASE_SECONDS = 2.0
CEILING_SECONDS = 15 * 60.0


def delay(*, tries: int, random: Random) -> timedelta:
    """Full jitter under a ceiling that doubles: after `tries` failures (1, 2, ...), between zero
    and min(15 min, 2 s * 2^(tries-1)). Spread evenly, so that what failed together returns apart.
    """
    if tries < 1:
        raise ValueError(f"nothing has failed yet: tries={tries}")
    # The exponent is capped so that thousands of tries do not overflow a float.
    ceiling = min(CEILING_SECONDS, BASE_SECONDS * 2 ** min(tries - 1, 30))
    return timedelta(seconds=random.uniform(0, ceiling))
