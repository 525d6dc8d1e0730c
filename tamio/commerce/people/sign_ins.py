"""What is kept of signing in: the sessions that a person has, and a row in the audit trails."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from tamio.commerce.audit.models import Change, What
from tamio.commerce.audit.record import Subject
from tamio.commerce.people.models import Membership, SignIn, User
from tamio.commerce.people.places import PERSON, SIGN_IN

#: The first that fits is meant: browsers name others that they want to be taken for.
_BROWSERS = (
    ("Edge", "Edg"), ("Opera", "OPR/"), ("Samsung Internet", "SamsungBrowser"),
    ("Vivaldi", "Vivaldi"), ("Firefox", "Firefox/"), ("Firefox", "FxiOS"), ("Chrome", "CriOS"),
    ("Chrome", "Chrome/"), ("Safari", "Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("macOS", "Mac OS X"), ("ChromeOS", "CrOS"), ("Linux", "Linux"),
)  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2})?(?![\w-])")


def keep(
    user: User, *, session_key: str, agent: str, languages: str, how: str, now: datetime
) -> SignIn:
    """A session, told by its `User-Agent` and `Accept-Language`; `how`: what it was opened with.

    Inside a transaction.
    """
    tell_stores(user, kind=SIGN_IN, what=What.CONNECTED, after=how, now=now)
    language = _LANGUAGE.match(languages.strip())
    return SignIn.objects.create(
        user=user,
        session_key=session_key,
        at=now,
        last_seen_at=now,
        browser=_first(_BROWSERS, agent),
        system=_first(_SYSTEMS, agent),
        language=language[0] if language else "",
    )


def tell_second_factor(user: User, *, before: str, after: str, now: datetime) -> None:
    """In the audit trail of every store that the person reaches: what they sign in with changed."""
    what = What.CHANGED
    tell_stores(
        user, kind=PERSON, what=what, field="two_factor", before=before, after=after, now=now
    )


def tell_stores(
    user: User,
    *,
    kind: str,
    what: What,
    now: datetime,
    field: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """In the audit trail of every store that the person reaches. One query, however many."""
    Change.objects.bulk_create(
        Change(
            store_id=subject.store_id,
            at=now,
            by=user.email,
            subject_kind=subject.kind,
            subject_id=subject.id,
            subject_name=subject.name,
            what=what,
            field=field,
            before=before,
            after=after,
        )
        for subject in _subjects(user, kind)
    )


def seen(sign_in_id: int, *, session_key: str, now: datetime) -> None:
    """A change of password gives the session another key."""
    SignIn.objects.filter(pk=sign_in_id).update(last_seen_at=now, session_key=session_key)


def forget(*, before: datetime) -> None:
    SignIn.objects.filter(last_seen_at__lt=before).delete()


#: Between two looks at a page that are told apart in the list of sessions.
SEEN_EVERY = timedelta(minutes=10)


def _subjects(user: User, kind: str) -> Iterator[Subject]:
    memberships = Membership.objects.filter(user=user)
    stores = {
        store
        for row in memberships.values_list("store_id", "agency__stores")
        for store in row
        if store is not None
    }
    for store in sorted(stores):
        yield Subject(store_id=store, kind=kind, id=user.pk, name=user.email[:200])


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, sign in known if sign in agent), "")
