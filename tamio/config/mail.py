"""Which mail server sends, out of one address."""

from typing import Any
from urllib.parse import unquote, urlsplit

_BACKENDS = "django.core.mail.backends"
#: Seconds that each step with the server may take.
TIMEOUT = 20
_FORM = (
    "it must be smtp://user:password@host:587, smtps://user:password@host:465,"
    " file:///folder or console:"
)


def mail_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_… settings. Raises ValueError for an address of another form.

    smtp: begins in the clear and must turn to TLS (STARTTLS) unless the host is this machine;
    smtps: TLS from the first byte; file: each message is a file in the folder; console: printed.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "console":
            return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
        case "file" if parts.path.strip("/"):
            backend = f"{_BACKENDS}.filebased.EmailBackend"
            return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
        case "smtp" | "smtps" if parts.hostname:
            return _smtp(url)
        case _:
            raise ValueError(_FORM)


def _smtp(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    encrypted = parts.scheme == "smtps"
    try:
        port = parts.port
    except ValueError:
        raise ValueError(_FORM) from None
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if encrypted else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": not encrypted and parts.hostname not in {"127.0.0.1", "localhost", "::1"},
    }
