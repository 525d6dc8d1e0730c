"""A process that renews: `python -m tests.commerce.subscriptions.renewer DAY [KILL]`.

With KILL it dies as by `kill -9` when so many periods have been written, before they are kept.
"""

import os
import signal
import sys
from typing import Any

import django

django.setup()

from tamio.commerce.subscriptions.models import Period  # noqa: E402
from tamio.commerce.subscriptions.signals import billed  # noqa: E402
from tests.commerce.subscriptions.making import run  # noqa: E402


def main() -> None:
    day, *kill = sys.argv[1:]
    left = [int(kill[0]) if kill else 0]

    def count(**_said: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    billed.connect(count, sender=Period)
    run(day)


if __name__ == "__main__":
    main()
