from datetime import timedelta
from hashlib import sha256
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.tokens.issuing import issue_token, token_of
from tamio.commerce.tokens.models import ApiToken
from tests.api.calls import Caller
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db


def test_a_token_speaks_for_its_store() -> None:
    store = make_store()

    _token, plain = issue_token(store=store, name="Kassan", now=NOW)

    found = token_of(plain)
    assert found is not None
    assert found.store == store


def test_a_token_is_kept_as_its_digest_only() -> None:
    token, plain = issue_token(store=make_store(), name=" Kassan ", now=NOW)

    row = ApiToken.objects.values().get()
    assert row["digest"] == sha256(plain.encode()).hexdigest()
    assert plain not in map(str, row.values())
    assert (token.name, token.created_at, token.revoked_at) == ("Kassan", NOW, None)
    assert str(token) == f"Kassan ({plain[:12]}…)"


def test_no_two_tokens_are_alike_or_short() -> None:
    store = make_store()
    plains = {issue_token(store=store, name="Kassan", now=NOW)[1] for _ in range(20)}

    assert len(plains) == 20
    assert all(plain.startswith("tamio_") and len(plain) == 49 for plain in plains)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_a_token_has_a_name_to_tell_it_by(name: str) -> None:
    with pytest.raises(ValueError, match="1"):
        issue_token(store=make_store(), name=name, now=NOW)


def test_a_revoked_token_speaks_for_nobody() -> None:
    caller = Caller(make_store())
    caller.token.revoke(now=NOW)
    caller.token.revoke(now=NOW + timedelta(days=1))

    assert caller.get("/invoices/1001").status_code == 401
    assert ApiToken.objects.get().revoked_at == NOW


def test_when_it_was_last_used_is_kept_to_the_hour_and_written_no_more_often() -> None:
    token, plain = issue_token(store=make_store(), name="Kassan", now=NOW)
    seen = []
    for minutes in (0, 59, 60, 61):
        used = token_of(plain)
        assert used is not None
        with CaptureQueriesContext(connection) as asked:
            used.note_use(now=NOW + timedelta(minutes=minutes))
        seen.append(len(asked))
    token.refresh_from_db()
    assert seen == [1, 0, 1, 0]
    assert token.last_used_at == NOW + timedelta(hours=1)


def test_a_call_says_that_the_token_was_used() -> None:
    caller = Caller(make_store())
    caller.get("/invoices/1001")
    caller.token.refresh_from_db()
    assert caller.token.last_used_at is not None


def test_tokens_from_before_go_on() -> None:
    store, move = make_store(), import_module("tamio.commerce.tokens.migrations.0002_from_the_api")
    editor: Any = connection.schema_editor()
    move.take_over(apps, editor)
    assert not ApiToken.objects.exists()
    token, plain = issue_token(store=store, name="Kassan", now=NOW)
    with connection.cursor() as cursor:
        # As it was: without who made it and when it was last used.
        cursor.execute(f"CREATE TABLE api_apitoken AS SELECT id, {move._KEPT} FROM tokens_apitoken")
        ApiToken.objects.all().delete()
        move.take_over(apps, editor)
        cursor.execute("DROP TABLE api_apitoken")
    found = token_of(plain)
    assert found is not None
    assert (found.store, found.name, found.created_at) == (store, token.name, NOW)


def test_a_store_has_as_many_tokens_as_it_needs() -> None:
    store = make_store()
    first, second = Caller(store), Caller(store)
    first.token.revoke(now=NOW)

    assert first.get("/invoices/1001").status_code == 401
    assert second.get("/invoices/1001").status_code == 404


def test_the_command_prints_the_token_once() -> None:
    store, out = make_store(slug="vaxthuset"), StringIO()

    call_command("createtoken", "vaxthuset", "--name", "Kassan", stdout=out)

    found = token_of(out.getvalue().strip())
    assert found is not None
    assert found.store == store
    assert ApiToken.objects.get().name == "Kassan"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("borta",), "there is no store at 'borta'"), (("vaxthuset", "--name", " "), "--name")],
)
def test_the_command_says_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    make_store(slug="vaxthuset")

    with pytest.raises(CommandError, match=said):
        call_command("createtoken", *arguments)

    assert not ApiToken.objects.exists()
