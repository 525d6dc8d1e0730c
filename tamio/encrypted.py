"""Text that is encrypted at rest, and a column of it."""

from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class UnreadableSecret(Exception):
    """None of TAMIO_TOKEN_KEYS decrypts what is stored: a key was removed too early."""


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.TOKEN_KEYS])


def encrypt(text: str) -> str:
    """As a Fernet token, by the first of TAMIO_TOKEN_KEYS."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Raises UnreadableSecret."""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken:
        message = "a stored secret cannot be decrypted: see TAMIO_TOKEN_KEYS"
        raise UnreadableSecret(message) from None


class EncryptedTextField(_TextField):
    """Stores Fernet tokens; the first of TAMIO_TOKEN_KEYS encrypts, all of them decrypt."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return decrypt(value) if value else value
