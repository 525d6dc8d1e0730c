"""Hears what the library tells of signing in, and writes it down."""

from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from tamio.backoffice.signing_in import seen
from tamio.clock import now
from tamio.commerce.people import sign_ins
from tamio.commerce.people.models import User

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

#: How somebody signed in, and what a second factor is, as the audit trail keeps it.
PASSWORD, WITH_SECOND_FACTOR, PASSKEY, INVITATION = (
    "password",
    "two-factor",
    "passkey",
    "invitation",
)


def connect() -> None:
    """Called once, in AppConfig.ready."""
    from allauth.mfa.models import Authenticator

    user_logged_in.connect(_signed_in, dispatch_uid="tamio-signed-in")
    post_save.connect(_added, sender=Authenticator, dispatch_uid="tamio-added")
    post_delete.connect(_removed, sender=Authenticator, dispatch_uid="tamio-removed")


def keep_session(request: HttpRequest, user: User, *, how: str) -> None:
    """Writes down the session that has just begun, where its person and their stores see it."""
    at = now()
    with transaction.atomic():
        kept = sign_ins.keep(
            user,
            session_key=request.session.session_key or "",
            agent=request.headers.get("User-Agent", ""),
            languages=request.headers.get("Accept-Language", ""),
            how=how,
            now=at,
        )
    seen.begin(request, sign_in_id=kept.pk, at=at)


def _signed_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    keep_session(request, user, how=_how(request, user))


def _how(request: HttpRequest, user: User) -> str:
    records = get_authentication_records(request, user)
    second = [record for record in records if record.get("method") == "mfa"]
    if not second:
        return PASSWORD
    return PASSKEY if second[-1].get("passwordless") else WITH_SECOND_FACTOR


def _added(instance: "Authenticator", created: bool, **_rest: Any) -> None:  # noqa: FBT001 - Django's
    """In the transaction of the change itself, which the library's own signal is not."""
    if created:
        _tell(instance, after=instance.type)


def _removed(instance: "Authenticator", **_rest: Any) -> None:
    _tell(instance, before=instance.type)


def _tell(factor: "Authenticator", *, before: str = "", after: str = "") -> None:
    sign_ins.tell_second_factor(factor.user, before=before, after=after, now=now())
