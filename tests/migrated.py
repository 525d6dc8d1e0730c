"""A pytest plugin: the test database is migrated once, and copied by every run after that.

The copy is kept in build/, for PostgreSQL on its server, named by what the migrations say; where
one of them changes, or any package does, they all run again. To run them takes a tenth of the fast
ring in each process.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
KEPT = "migrated-{}.sqlite3"
KEPT_THERE = "tamio_migrated_"
# With all apps, and without those that tests/commerce/test_without_integrations.py leaves out.
KEPT_AT_ONCE = 3


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django asks for it before it creates the test database."""
    _leave_out_what_nobody_asks_for()
    creation: Any = connection.creation
    create = _create if connection.vendor == "sqlite" else _create_on_a_server
    creation.create_test_db = partial(create, creation.create_test_db)


def _leave_out_what_nobody_asks_for() -> None:
    """Django's own permissions and kinds of content, of which this house has none, are written
    anew after each emptying of the tables: nine tenths of what that takes.
    """
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


def _create(migrate: Any, **asked: Any) -> str:
    """In place of Django's own, which is `migrate`: the name of the database, open and filled."""
    kept = kept_copy()
    BUILD.mkdir(exist_ok=True)
    with _one_at_a_time():
        if kept.exists():
            return _copied_from(kept)
        name: str = migrate(**asked)
        _keep(kept)
    return name


def kept_copy() -> Path:
    """Where a database is kept that is migrated by these very migrations, once a test has run."""
    return BUILD / KEPT.format(_fingerprint())


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """The workers of one run start together: one of them migrates for all."""
    with (BUILD / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    """Of all that the tables follow from: our apps' files, and the packages that bring tables."""
    said = sha256(str(settings.INSTALLED_APPS).encode())
    for source in _sources():
        said.update(source.read_bytes())
    return said.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    """What a migration imports is beside it, in its app's models, or at the top of the house."""
    yield from sorted((ROOT / "requirements").glob("*.txt"))
    yield from sorted((ROOT / "tamio").glob("*.py"))
    for migrations in sorted((ROOT / "tamio").rglob("migrations")):
        for place in (migrations, migrations.parent, migrations.parent / "models"):
            yield from sorted(place.glob("*.py"))


def _copied_from(kept: Path) -> str:
    creation: Any = connection.creation
    name: str = creation._get_test_db_name()
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)
    return name


def _create_on_a_server(migrate: Any, **asked: Any) -> str:
    """As `_create`; the copy is a database of its own, of which PostgreSQL makes others."""
    creation: Any = connection.creation
    name: str = creation._get_test_db_name()
    kept = f"{KEPT_THERE}{_fingerprint()}"
    BUILD.mkdir(exist_ok=True)
    with _one_at_a_time():
        if kept in _kept_there(creation):
            _copy_there(creation, kept, to=name)
            connection.close()
            settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
            return name
        name = migrate(**asked)
        connection.close()
        for old in _kept_there(creation):
            _execute(creation, f'DROP DATABASE "{old}"')
        _copy_there(creation, name, to=kept)
    return name


def _kept_there(creation: Any) -> list[str]:
    with creation._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT_THERE]
        )
        return [name for (name,) in cursor.fetchall()]


def _copy_there(creation: Any, existing: str, *, to: str) -> None:
    _execute(creation, f'DROP DATABASE IF EXISTS "{to}"')
    _execute(creation, f'CREATE DATABASE "{to}" TEMPLATE "{existing}"')


def _execute(creation: Any, command: str) -> None:
    with creation._nodb_cursor() as cursor:
        cursor.execute(command)


def _keep(kept: Path) -> None:
    """Whole or not at all; what earlier migrations had made goes."""
    made_before = sorted(BUILD.glob(KEPT.format("*")), key=lambda old: old.stat().st_mtime)
    for old in made_before[: -KEPT_AT_ONCE + 1]:
        old.unlink()
    made = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(made)) as copy:
        connection.connection.backup(copy)
    made.replace(kept)
