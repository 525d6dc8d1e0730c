"""A text column that is encrypted at rest."""

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


class EncryptedTextField(_TextField):
    """Stores Fernet tokens; the first of TAMIO_TOKEN_KEYS encrypts, all of them decrypt."""

    def get_prep_value(self, value: Any) -> Any:
        return _keys().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if not value:
            return value
        try:
            return _keys().decrypt(value.encode()).decode()
        except InvalidToken:
            message = "a stored token cannot be decrypted: see TAMIO_TOKEN_KEYS"
            raise UnreadableSecret(message) from None
