"""Which of the five answers an error of Fortnox's is. `wording.CODES` has the codes; a refusal
with another code is the document's own, and what is no refusal is worth another try.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from tamio.fortnox.client.errors import (
    ConsentRefused,
    Forbidden,
    FortnoxError,
    InvalidClient,
    InvalidGrant,
    Malformed,
    NoLicence,
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
from tamio.fortnox.sync.wording import CODES, Kind
from tamio.outbox.outcome import Bug, Later, NeedsSettings, Outcome, Reconnect, Rejected
from tamio.outbox.problem import Problem

#: Fortnox's window is five seconds; without Retry-After this lets all of it pass.
_RATE_LIMIT_REST = timedelta(seconds=5.1)

#: "Ogiltig parameter i anropet": whichever.
_SOME_PARAMETER = 2000588

_OUTCOMES: dict[Kind, Callable[[Problem], Outcome]] = {
    Kind.SETTINGS: NeedsSettings,
    Kind.REJECTED: Rejected,
    Kind.RECONNECT: Reconnect,
    Kind.LATER: Later,
    Kind.BUG: Bug,
}


def outcome_of(error: FortnoxError, *, now: datetime, currency: str = "SEK") -> Outcome:
    """What becomes of the submission that met `error`."""
    match error:
        case RateLimited():
            rest = timedelta(seconds=error.retry_after) if error.retry_after else _RATE_LIMIT_REST
            until = now + rest
            problem = wording.too_fast(error)
            return Later(problem, due_at=until, rests_until=until, counts_as_try=False)
        case NotSent() | Unavailable():
            return Later(_unanswered(error) or wording.no_answer(error), whole_lane=True)
        case OutcomeUnknown():
            return Later(_unanswered(error) or wording.outcome_unknown(error))
        case Malformed():
            return Later(wording.no_answer(error))
        case _:
            return _about_rights(error) or _about_content(error, currency=currency)


def _unanswered(error: FortnoxError) -> Problem | None:
    """Fortnox's own word that something went wrong inside it, which says more than our guess."""
    entry = CODES.get(error.code) if error.code else None
    return wording.of_code(error) if entry and entry.kind == Kind.LATER else None


def _about_rights(error: FortnoxError) -> Outcome | None:
    match error:
        case InvalidClient():
            return Later(wording.client_refused(error), whole_lane=True)
        case InvalidGrant() | ConsentRefused() | Unauthorized():
            return Reconnect(wording.consent_lost(error))
        case OAuthError():
            return Later(wording.no_answer(error), whole_lane=True)
        case Forbidden() if error.code in CODES:
            return _of_code(error)
        case NoLicence():
            return NeedsSettings(wording.licence_missing(error))
        case Forbidden():
            return Reconnect(wording.forbidden(error))
        case _:
            return None


def _about_content(error: FortnoxError, *, currency: str) -> Outcome:
    if not isinstance(error, Refused | NotFound):
        return Bug(wording.ours(error))
    if _is_about_vat_rate(error):
        return NeedsSettings(wording.vat_rate_missing(error))
    # A code of signing in that comes with a judgement of the content means something else there.
    entry = CODES.get(error.code) if error.code else None
    if entry is None or entry.kind == Kind.RECONNECT:
        return Rejected(wording.refused(error))
    return _of_code(error, currency=currency)


def _is_about_vat_rate(error: FortnoxError) -> bool:
    """Told by its words: a rate that is not registered has no code of its own that we know of."""
    is_vague = error.code not in CODES or error.code == _SOME_PARAMETER
    return is_vague and "moms" in error.message.lower()


def _of_code(error: FortnoxError, *, currency: str = "") -> Outcome:
    assert error.code is not None
    kind = CODES[error.code].kind
    assert kind is not None, f"code {error.code} stops submissions, and has no kind"
    return _OUTCOMES[kind](wording.of_code(error, currency=currency))
