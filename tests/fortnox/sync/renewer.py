"""A process of its own that renews a connection's token, for tests of many at once.

    python -m tests.fortnox.sync.renewer CONNECTION REFUSED_PAIR [die]

Prints the new access token. With `die` it is killed between Fortnox's answer and the save.
"""

import os
import signal
import sys
from typing import NoReturn

import django


def main() -> None:
    django.setup()
    from tamio.clock import now
    from tamio.fortnox.models import Connection, TokenPair
    from tamio.fortnox.sync import tokens

    if "die" in sys.argv:
        tokens.store_tokens = die
    connection = Connection.objects.get(pk=sys.argv[1])
    refused = TokenPair.objects.get(pk=sys.argv[2]).access_token
    sys.stdout.write(tokens.access_token(connection=connection, refused=refused, clock=now))


def die(**_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process goes on")


if __name__ == "__main__":
    main()
