"""A process of its own that moves a clock, to be killed on a day in the middle of its renewals.

python -m tests.commerce.sandbox.clockmover STORE TO [DAY-TO-DIE-ON]
"""

import os
import signal
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from tamio.commerce.subscriptions import signals

    store, to, *dies = sys.argv[1:]
    if dies:
        signals.billed.connect(_killer(dies[0]), weak=False)
    # A lease is real time, and nobody waits for that of the dead.
    call_command("clock", store, *(["--to", to] if dies else ["--go-on"]))


def _killer(day: str) -> Any:
    def dies(**given: Any) -> None:
        if f"{given['period'].period_start}" == day:
            os.kill(os.getpid(), signal.SIGKILL)

    return dies


if __name__ == "__main__":
    main()
