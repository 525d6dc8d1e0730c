"""One-time links: made for whoever asks with an address, used once, forgotten when they are old."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tamio.commerce.links.models import OneTimeLink
from tamio.commerce.stores.models import Store
from tamio.outbox.lease import Clock

LASTS = timedelta(minutes=30)
#: So many links an address gets in an hour; further ones are not sent.
MOST_AN_HOUR = 3
_KEPT = timedelta(days=30)


def make_one_time_link(*, store: Store, email: str, now: datetime) -> str | None:
    """Its token. None if nobody bought with that address, or if it has asked too often.

    Both look the same to whoever asks: the answer on the page must not depend on it.
    """
    has_bought = store.invoices.filter(buyer_email__iexact=email, issued_at__isnull=False)
    # Who is on trial has no invoice yet.
    is_known = has_bought.exists() or store.customers.filter(email__iexact=email).exists()
    asked = OneTimeLink.objects.filter(
        store=store, email__iexact=email, made_at__gt=now - timedelta(hours=1)
    )
    if not is_known or asked.count() >= MOST_AN_HOUR:
        return None
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        store=store,
        email=email.lower(),
        digest=_digest(token),
        made_at=now,
        expires_at=now + LASTS,
    )
    return token


def is_usable(*, store: Store, token: str, now: datetime) -> bool:
    """Whether it would open. Looking at it does not use it: mail programs look at every link."""
    return _usable(store, token, now).exists()


def use_one_time_link(*, store: Store, token: str, now: datetime) -> str | None:
    """The address that it was sent to, the first time; None ever after, and for any other text."""
    usable = _usable(store, token, now)
    email: str | None = usable.values_list("email", flat=True).first()
    # Of two clicks at once, one changes the row.
    return email if email is not None and usable.update(used_at=now) == 1 else None


def forget(clock: Clock) -> None:
    """A month after it could last be used, a link is of no use to anybody."""
    OneTimeLink.objects.filter(expires_at__lt=clock() - _KEPT).delete()


def _usable(store: Store, token: str, now: datetime) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(
        store=store, digest=_digest(token), used_at=None, expires_at__gt=now
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
