"""Ports for servers that start a while after their port was chosen."""

import random
import socket

# Below what the kernel hands out by itself: there any connection of anybody may take the port
# between the choice and the start.
FIRST, LAST = 12_000, 32_000
TRIES = 100


def free_port() -> int:
    """A port of the loopback that nobody uses. Raises RuntimeError if none is found."""
    for port in random.SystemRandom().sample(range(FIRST, LAST), TRIES):
        if _is_free(port):
            return port
    raise RuntimeError(f"none of {TRIES} ports from {FIRST} to {LAST} is free")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
