"""A card's code: long enough not to be guessed, found without being readable in the database.

Sixteen characters of thirty-two are eighty bits. The column that finds a card holds a digest made
with the installation's own key (TAMIO_TOKEN_KEYS), and the code itself is encrypted with it: who
has the database alone has neither.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from django.conf import settings

#: Crockford's: nobody mixes these up, and what is mixed up is read as what was meant.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
LENGTH = 16
_GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def as_meant(written: str) -> str:
    """A code as somebody types it, with spaces, hyphens and small letters; "" if it can be none."""
    plain = "".join(written[:100].upper().replace("-", "").split()).translate(_MEANT)
    is_code = len(plain) == LENGTH and set(plain) <= set(_ALPHABET)
    return plain if is_code else ""


def digest(code: str) -> str:
    """By the key in use: what a new card is found by."""
    return _digest(code, settings.TOKEN_KEYS[0])


def digests(code: str) -> Sequence[str]:
    """By every key there is: a card is found by the one that was in use when it was issued."""
    return [_digest(code, key) for key in settings.TOKEN_KEYS]


def grouped(code: str) -> str:
    """As people read it: `7K3M-…`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def masked(last4: str) -> str:
    """As it stands where others may read it."""
    return "-".join([*["\N{BULLET}" * _GROUP] * 3, last4])


def _digest(code: str, key: str | bytes) -> str:
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, f"gift card {code}".encode(), hashlib.sha256).hexdigest()
