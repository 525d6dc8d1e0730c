"""How hard the property tests try: a few examples in the fast ring, many in the next one."""

import os

from hypothesis import HealthCheck, settings

FEWEST = 5


def prepare() -> None:
    """Chooses between few, many and thorough. No deadline: how long one example takes says more
    about the machine than about the code.
    """
    settings.register_profile(
        "few", max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.register_profile("many", settings.get_profile("few"), max_examples=50)
    settings.register_profile("thorough", settings.get_profile("few"), max_examples=2_000)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "few"))


def times(factor: float) -> int:
    """As many examples for a test whose examples are cheaper, or dearer, than those of others."""
    return max(FEWEST, round(settings().max_examples * factor))
