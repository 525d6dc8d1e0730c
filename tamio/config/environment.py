"""What the environment must say: every variable, its form, and a sentence when it is wrong."""

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tamio import clock
from tamio.config.mail import mail_settings


class BadEnvironment(SystemExit):
    """Stops the start; the message has one sentence per missing or malformed variable."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("it must be a web address such as https://shop.example.se")
    return value.rstrip("/")


def _database(value: str) -> str:
    database_settings(value)
    return value


def _clock(value: str) -> str:
    clock.read(setting=value)
    return value


def _mail(value: str) -> str:
    mail_settings(value)
    return value


def _register(value: str) -> str:
    return "off" if value.strip().lower() == "off" else _web_address(value)


def _sender(value: str) -> str:
    _name, address = parseaddr(value)
    if "@" not in address or any(character in value for character in "\r\n"):
        raise ValueError("it must be an address such as Tamio <tamio@shop.example.se>")
    return value


def _token_keys(value: object) -> object:
    return [key.strip() for key in value.split(",")] if isinstance(value, str) else value


def _fernet_key(value: str) -> str:
    try:
        Fernet(value)
    except ValueError:
        raise ValueError("each key must be 32 bytes in URL-safe base64: `tamio newkey`") from None
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
TokenKey = Annotated[str, AfterValidator(_fernet_key)]


class Environment(BaseSettings):
    """The variables of .env.example, typed. Secrets may also stand in files: see from_process."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    database_url: Annotated[str, AfterValidator(_database)]
    tamio_secret_key: Annotated[str, Field(min_length=32)]
    tamio_token_keys: Annotated[
        list[TokenKey], NoDecode, BeforeValidator(_token_keys), Field(min_length=1)
    ]
    tamio_url: WebAddress = "http://127.0.0.1:8000"
    tamio_trusted_proxies: Annotated[int, Field(ge=0, le=9)] = 0
    tamio_clock: Annotated[str, AfterValidator(_clock)] = "system"
    tamio_metrics_token: Annotated[str, Field(min_length=16)] | None = None
    tamio_files_dir: Path = Path("data/files")
    tamio_mail_url: Annotated[str, AfterValidator(_mail)] = "console:"
    tamio_mail_from: Annotated[str, AfterValidator(_sender)] = "Tamio <tamio@localhost>"
    tamio_vies_url: Annotated[str, AfterValidator(_register)] = (
        "https://ec.europa.eu/taxation_customs/vies/rest-api"
    )
    tamio_stripe_url: WebAddress = "https://api.stripe.com"
    tamio_test_payments: bool = False
    fortnox_api_url: WebAddress = "https://api.fortnox.se/3"
    fortnox_auth_url: WebAddress = "https://apps.fortnox.se/oauth-v1"
    fortnox_client_id: Annotated[str, Field(min_length=1)]
    fortnox_client_secret: Annotated[str, Field(min_length=1)]


def from_process(*, env_file: Path | None = None) -> Environment:
    """Reads the process's environment, then `env_file`. Raises BadEnvironment naming each fault."""
    try:
        return Environment(_env_file=env_file)
    except ValidationError as error:
        faults = "\n".join(f"  {_sentence(fault)}" for fault in error.errors())
        raise BadEnvironment(
            f"Tamio cannot start; its environment is not complete:\n{faults}\n"
            "  .env.example lists every variable with an example."
        ) from None


def _sentence(fault: Any) -> str:
    name = str(fault["loc"][0]).upper()
    if fault["type"] == "missing":
        return f"{name} is missing; it has no default."
    return f"{name} is malformed: {fault['msg'].removeprefix('Value error, ')}."


def database_settings(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for sqlite:///relative, sqlite:////absolute or postgresql://…"""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return {**_SQLITE, "NAME": unquote(parts.path[1:])}
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(url)
    raise ValueError("it must be sqlite:///folder/file.sqlite3 or postgresql://user@host/name")


# IMMEDIATE: without it a read-then-write transaction fails at once under load, whatever the
# time-out. FULL: a committed sale survives a power cut, as it would in PostgreSQL. Each thread
# keeps its connection: a new one reads the whole schema before its first query.
_SQLITE: dict[str, Any] = {
    "ENGINE": "tamio.config.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}


# A new connection costs a hundred queries, so each thread keeps its own and looks now and then
# whether it still lives. The limits are what the time-out is on SQLite: nobody waits for ever for
# a lock, not even for that of a machine that vanished in the middle of a transaction.
_POSTGRESQL: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
}
_LIMITS: dict[str, Any] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "options": "-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s",
}


def _postgresql(url: str) -> dict[str, Any]:
    """What follows a `?` goes to libpq as it is: `sslmode=verify-full`, for example."""
    parts = urlsplit(url)
    return {
        **_POSTGRESQL,
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": _LIMITS | dict(parse_qsl(parts.query)),
    }
