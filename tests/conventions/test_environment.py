"""Every variable is listed, and a missing or malformed one stops the start with a sentence."""

import re
from pathlib import Path

import pytest

from tamio.config.environment import (
    BadEnvironment,
    Environment,
    database_settings,
    from_process,
)
from tests.conventions.sources import ROOT

WHOLE = {
    "DATABASE_URL": "sqlite:///data/tamio.sqlite3",
    "TAMIO_SECRET_KEY": "a-secret-key-of-more-than-thirty-two-characters",
    "TAMIO_TOKEN_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "FORTNOX_CLIENT_ID": "client",
    "FORTNOX_CLIENT_SECRET": "secret",
}
MALFORMED = {
    "DATABASE_URL": [
        "mysql://localhost/tamio",
        "sqlite:///",
        "tamio.sqlite3",
        "postgresql://host",
        "postgresql://host:port/tamio",
    ],
    "TAMIO_SECRET_KEY": ["short"],
    "TAMIO_TOKEN_KEYS": ["not-a-key", "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=,no"],
    "TAMIO_URL": ["shop.example.se", "ftp://shop.example.se"],
    "TAMIO_CLOCK": ["yesterday", "2026-11-23T09:00:00", "+3weeks", "file:there/is/no/such/file"],
    "TAMIO_TRUSTED_PROXIES": ["-1", "one", "10"],
    "TAMIO_METRICS_TOKEN": ["short"],
    "TAMIO_MAIL_URL": ["mail.example.se", "smtp://", "file://", "smtp://host:port", "pop://host"],
    "TAMIO_MAIL_FROM": ["nobody", "Tamio <tamio>"],
    "TAMIO_VIES_URL": ["vies", "no"],
    "FORTNOX_API_URL": ["api"],
    "FORTNOX_AUTH_URL": ["//auth"],
}
NAMES = sorted(name.upper() for name in Environment.model_fields)


@pytest.fixture(autouse=True)
def _nothing_but_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)


def test_the_example_lists_every_variable() -> None:
    example = (ROOT / ".env.example").read_text()
    assert sorted(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == NAMES


def test_a_whole_environment_starts() -> None:
    assert from_process().database_url == WHOLE["DATABASE_URL"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_missing_variable_stops_the_start_and_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(BadEnvironment, match=rf"(?m)^ +{name} is missing"):
        from_process()


@pytest.mark.parametrize("name", WHOLE)
def test_an_empty_variable_is_a_missing_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "")
    with pytest.raises(BadEnvironment, match=rf"(?m)^ +{name} is missing"):
        from_process()


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values]
)
def test_a_malformed_variable_stops_the_start_and_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadEnvironment, match=rf"(?m)^ +{name} is malformed: "):
        from_process()


def test_every_fault_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORTNOX_CLIENT_ID")
    monkeypatch.setenv("TAMIO_URL", "shop")
    with pytest.raises(BadEnvironment, match=r"(?s)TAMIO_URL.*FORTNOX_CLIENT_ID"):
        from_process()


def test_a_secret_is_never_repeated_in_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_SECRET_KEY", "hunter2")
    monkeypatch.setenv("TAMIO_TOKEN_KEYS", "hunter3")
    with pytest.raises(BadEnvironment) as stopped:
        from_process()
    assert "hunter" not in str(stopped.value)


def test_the_file_gives_what_the_process_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FORTNOX_CLIENT_ID")
    file = tmp_path / ".env"
    file.write_text("FORTNOX_CLIENT_ID=from-the-file\nFORTNOX_CLIENT_SECRET=not-this-one\n")
    environment = from_process(env_file=file)
    assert environment.fortnox_client_id == "from-the-file"
    assert environment.fortnox_client_secret == "secret"


def test_a_servers_address_is_taken_apart() -> None:
    database = database_settings("postgresql://shop:p%40ss@db.example.se:5433/tam%20io")
    parts = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [database[part] for part in parts] == ["shop", "p@ss", "db.example.se", "5433", "tam io"]


def test_what_follows_in_a_servers_address_is_told_to_the_driver() -> None:
    plain = database_settings("postgresql://db.example.se/tamio")["OPTIONS"]
    told = database_settings("postgresql://db.example.se/tamio?sslmode=verify-full")["OPTIONS"]
    assert told == plain | {"sslmode": "verify-full"}
    assert database_settings("postgresql:///tamio?connect_timeout=3")["OPTIONS"] == plain | {
        "connect_timeout": "3"
    }
