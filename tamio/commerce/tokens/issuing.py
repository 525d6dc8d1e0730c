"""Issues tokens and finds the store that one speaks for."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note
from tamio.commerce.audit.retention import ERASED
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.models import TAMIO, ApiToken

_PREFIX = "tamio_"
MOST_NAME = 100


def issue_token(
    *, store: Store, name: str, now: datetime, may_write: bool = True, by: str = TAMIO
) -> tuple[ApiToken, str]:
    """A new token of `store`, and its text, which is shown once and kept nowhere. Without
    `may_write` it only reads.

    Raises ValueError for a name that nobody could tell the token by.
    """
    if not 1 <= len(name.strip()) <= MOST_NAME:
        raise ValueError(_("Name the token with 1 to 100 characters."))
    plain = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            store=store,
            name=name.strip(),
            digest=_digest(plain),
            hint=plain[:12],
            may_write=may_write,
            made_by=by,
            created_at=now,
        )
        may = "writes" if may_write else "reads"
        note(subject=token.subject, what=What.CREATED, by=by, now=now, after=may)
    return token, plain


def token_of(plain: str) -> ApiToken | None:
    """The token, with the store that it speaks for; None for an unknown or revoked one."""
    return (
        ApiToken.objects.select_related("store")
        .filter(digest=_digest(plain), revoked_at__isnull=True)
        .first()
    )


def let_go(user: User) -> None:
    """The tokens are the store's and go on; who made them is left to the audit trail."""
    ApiToken.objects.filter(made_by=user.email).update(made_by=ERASED)


def _digest(plain: str) -> str:
    # 256 random bits cannot be guessed, so a slow hash would only slow every call down.
    return sha256(plain.encode()).hexdigest()
