"""Why a store could not be connected, said to the person who tried."""

from tamio.fortnox.client.errors import (
    ConsentRefused,
    Forbidden,
    FortnoxError,
    InvalidClient,
    InvalidGrant,
    NoLicence,
    NotSent,
    OAuthError,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.chart import NoFinancialYear
from tamio.fortnox.sync.sandbox import ClockIsMoved
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.outbox.problem import Problem

#: All that connecting or reading the chart can meet on the other side.
TROUBLES = (ClockIsMoved, FortnoxError, NoFinancialYear, NotConnected, RenewalUnderWay)


def said(trouble: Exception, *, credit_invoices: bool = False) -> str:
    """What happened and what to do, in the language of the page. `credit_invoices`: what was asked
    for besides, and is then the likely cause.
    """
    is_about_scope = isinstance(trouble, ConsentRefused) and trouble.error == "invalid_scope"
    if credit_invoices and is_about_scope:
        problem = wording.finding("invoices-not-granted")
    else:
        problem = _problem(trouble)
    return f"{problem.message} {problem.remedy}"


def _problem(trouble: Exception) -> Problem:
    match trouble:
        case NoFinancialYear():
            return wording.finding("no-financial-year")
        case ClockIsMoved():
            return wording.finding("clock-is-moved")
        case NotConnected():
            return wording.consent_lost()
        case RenewalUnderWay():
            return wording.renewing()
        case OAuthError():
            return _about_the_consent(trouble)
        case FortnoxError():
            return _about_the_company(trouble)
        case _:
            raise TypeError(f"{trouble!r} is not met when connecting")


def _about_the_consent(error: OAuthError) -> Problem:
    match error:
        case InvalidClient():
            return wording.client_refused(error)
        case InvalidGrant():
            return wording.finding("consent-used")
        case ConsentRefused(error="access_denied"):
            return wording.finding("consent-denied")
        case ConsentRefused(error="invalid_scope"):
            return wording.licence_missing(error)
        case _:
            return wording.finding("consent-not-given", said=error.description or error.error)


def _about_the_company(error: FortnoxError) -> Problem:
    match error:
        case Forbidden() if error.code in wording.CODES:
            return wording.of_code(error)
        case NoLicence():
            return wording.licence_missing(error)
        case Forbidden():
            return wording.forbidden(error)
        case NotSent() | OutcomeUnknown() | Unavailable() | RateLimited():
            return wording.finding("no-answer-connecting")
        case _:
            answer = error.message or type(error).__name__
            return wording.finding("answer-not-understood", said=answer)
