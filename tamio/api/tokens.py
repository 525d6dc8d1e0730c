"""Issues tokens and finds the store that one speaks for."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from tamio.api.models import ApiToken
from tamio.commerce.stores.models import Store

_PREFIX = "tamio_"


def issue_token(*, store: Store, name: str, now: datetime) -> tuple[ApiToken, str]:
    """A new token of `store`, and its text, which is shown once and kept nowhere.

    Raises ValueError for a name that nobody could tell the token by.
    """
    if not 1 <= len(name.strip()) <= 100:
        raise ValueError(_("Name the token with 1 to 100 characters."))
    plain = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        store=store, name=name.strip(), digest=_digest(plain), hint=plain[:12], created_at=now
    )
    return token, plain


def store_of(plain: str) -> Store | None:
    """The store that the token speaks for; None for an unknown or revoked one."""
    token = (
        ApiToken.objects.select_related("store")
        .filter(digest=_digest(plain), revoked_at__isnull=True)
        .first()
    )
    return token.store if token else None


def _digest(plain: str) -> str:
    # 256 random bits cannot be guessed, so a slow hash would only slow every call down.
    return sha256(plain.encode()).hexdigest()
