"""`fortnox-simulator`: serves the simulator until it is stopped."""

import argparse
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from fortnox_simulator.app import create_app
from fortnox_simulator.faults import Malformed
from fortnox_simulator.oauth.clients import LOOPBACK, Client
from fortnox_simulator.server import listen, server
from fortnox_simulator.state import State
from fortnox_simulator.storage import Memory, SQLiteFile, Storage


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        state = _state(options)
        listener = listen(host=options.host, port=options.port)
    except (Malformed, OSError, ValueError, sqlite3.Error) as error:
        return _give_up(error)
    port = listener.getsockname()[1]
    sys.stdout.write(f"Fortnox simulator on http://{options.host}:{port}\n")
    sys.stdout.flush()
    web = server(create_app(state), host=options.host, port=port)
    try:
        web.run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    finally:
        listener.close()
        state.storage.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fortnox-simulator", description="A local Fortnox for development and tests."
    )
    parser.add_argument("--host", default="127.0.0.1", help="loopback unless you choose otherwise")
    parser.add_argument("--port", type=int, default=8100, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="SQLite file that keeps the state")
    parser.add_argument("--seed", type=Path, help="JSON file with companies and clients")
    parser.add_argument("--client-id", default="simulator-client")
    parser.add_argument("--client-secret", help="with --client-id, registers an integration")
    parser.add_argument(
        "--redirect-uri", action="append", help="repeatable; default any port on loopback"
    )
    parser.add_argument("--rate-limit", type=int, default=25, help="requests per 5 s; 0 for none")
    parser.add_argument("--retry-after", action="store_true", help="send it with a 429")
    parser.add_argument(
        "--refresh-seconds", type=float, default=0.2, help="how long a token refresh takes"
    )
    parser.add_argument(
        "--fault-seed", type=int, default=1, help="what the chance of faults is drawn from"
    )
    parser.add_argument(
        "--variant",
        action="append",
        default=[],
        metavar="NAME=CHOICE",
        help="repeatable; chooses between behaviours that sources disagree on (see the README)",
    )
    return parser


def _state(options: argparse.Namespace) -> State:
    storage: Storage = SQLiteFile(options.data) if options.data else Memory()
    return State(
        storage=storage,
        seed=_seed(options.seed),
        client=_client(options),
        rate_limit=options.rate_limit,
        retry_after=options.retry_after,
        refresh_seconds=options.refresh_seconds,
        fault_seed=options.fault_seed,
        variants=dict(choice.partition("=")[::2] for choice in options.variant),
    )


def _seed(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    seed = json.loads(path.read_text("utf-8"))
    if not isinstance(seed, dict):
        raise Malformed("seed", "must be an object")
    return seed


def _client(options: argparse.Namespace) -> Client | None:
    if not options.client_secret:
        return None
    return Client(
        id=options.client_id,
        secret=options.client_secret,
        redirect_uris=tuple(options.redirect_uri or LOOPBACK),
    )


def _give_up(error: Exception) -> int:
    sys.stderr.write(f"fortnox-simulator cannot start: {error}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
