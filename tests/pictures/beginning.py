"""The moment at which everything is looked at, and a server with all of it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.test.testcases import LiveServerThread

from tests.factories import NOW
from tests.migrated import kept_copy
from tests.pictures.world import World, make_world


@contextmanager
def as_it_is_there() -> Iterator[None]:
    """The world's moment, which stands still, and payments that the test provider takes."""
    with (
        mock.patch.dict(os.environ, {"TAMIO_CLOCK": NOW.isoformat()}),
        override_settings(TEST_PAYMENTS=True),
    ):
        yield


@contextmanager
def served() -> Iterator[tuple[str, World]]:
    """The world on the database of DATABASE_URL, which is empty, and the address of its server."""
    _make_tables()
    with as_it_is_there():
        world = make_world()
        connections.close_all()
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield f"http://127.0.0.1:{server.port}", world
        finally:
            server.terminate()


def _make_tables() -> None:
    """To migrate takes as long as to look at many pages: a test has done it already, perhaps."""
    if kept_copy().exists():
        shutil.copy(kept_copy(), connection.settings_dict["NAME"])
        return
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
