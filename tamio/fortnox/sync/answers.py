"""Which of the five answers an error of Fortnox's is. The table is closed; what it does not know
is the document's own fault if Fortnox refused it, and otherwise worth another try.
"""

from datetime import datetime, timedelta

from tamio.fortnox.client.errors import (
    ConsentRefused,
    Forbidden,
    FortnoxError,
    InvalidClient,
    InvalidGrant,
    Malformed,
    NoLicence,
    NoScope,
    NotFound,
    NotSent,
    OAuthError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
)
from tamio.fortnox.sync import wording
from tamio.outbox.outcome import Bug, Later, NeedsSettings, Outcome, Reconnect, Rejected

#: Fortnox's window is five seconds; without Retry-After this lets all of it pass.
_RATE_LIMIT_REST = timedelta(seconds=5.1)

#: What says that the account is missing (2000423, 2001303, 2001304) or inactive (2000550).
_ACCOUNT_CODES = frozenset({2000423, 2001303, 2001304, 2000550})
_CURRENCY_CODES = frozenset({2000427, 2004344})
#: Faults of form that no merchant can mend: a field or structure Fortnox does not know.
_OUR_CODES = frozenset({1000030, 1000031, 2000588, 2000729, 2000764, 2001392, 2001399, 2001740,
                        2002115, 2002649})  # fmt: skip


def outcome_of(error: FortnoxError, *, now: datetime, currency: str = "SEK") -> Outcome:
    """What becomes of the submission that met `error`."""
    match error:
        case RateLimited():
            rest = timedelta(seconds=error.retry_after) if error.retry_after else _RATE_LIMIT_REST
            until = now + rest
            problem = wording.too_fast(error)
            return Later(problem, due_at=until, rests_until=until, counts_as_try=False)
        case NotSent() | Unavailable():
            return Later(wording.no_answer(error), whole_lane=True)
        case OutcomeUnknown():
            return Later(wording.outcome_unknown(error))
        case Malformed():
            return Later(wording.no_answer(error))
        case _:
            return _about_rights(error) or _about_content(error, currency=currency)


def _about_rights(error: FortnoxError) -> Outcome | None:
    match error:
        case InvalidClient():
            return Later(wording.client_refused(error), whole_lane=True)
        case InvalidGrant() | ConsentRefused() | Unauthorized():
            return Reconnect(wording.consent_lost(error))
        case OAuthError():
            return Later(wording.no_answer(error), whole_lane=True)
        case NoLicence():
            return NeedsSettings(wording.licence_missing(error))
        case NoScope() | Forbidden():
            return Reconnect(wording.scope_missing(error))
        case _:
            return None


def _about_content(error: FortnoxError, *, currency: str) -> Outcome:
    if error.code in _ACCOUNT_CODES:
        return NeedsSettings(wording.account_refused(error))
    if error.code in _CURRENCY_CODES:
        return NeedsSettings(wording.currency_refused(error, currency=currency))
    if error.code in _OUR_CODES:
        return Bug(wording.ours(error))
    if isinstance(error, Refused | NotFound):
        return Rejected(wording.refused(error, field=getattr(error, "field", None) or ""))
    return Bug(wording.ours(error))
