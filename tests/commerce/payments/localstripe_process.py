"""Starts localstripe, a fake Stripe that others wrote: `python localstripe_process.py PORT`.

A process of its own, and only here: it is GPL. By itself it listens on all interfaces and keeps its
state in a file that every copy of it shares; started like this it does neither.
"""

import sys

from aiohttp import web
from localstripe import resources, server

if __name__ == "__main__":
    resources.Store.dump_to_disk = lambda _store: None
    web.run_app(server.app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
