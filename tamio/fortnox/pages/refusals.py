"""Why a store could not be connected, said to the person who tried."""

from django.utils.translation import gettext as _

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
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.outbox.problem import Problem

#: All that connecting or reading the chart can meet on the other side.
TROUBLES = (FortnoxError, NoFinancialYear, NotConnected, RenewalUnderWay)


def said(trouble: Exception) -> str:
    """What happened and what to do, in the language of the page."""
    match trouble:
        case NoFinancialYear():
            return _no_financial_year()
        case NotConnected():
            return _words(wording.consent_lost())
        case RenewalUnderWay():
            return _words(wording.renewing())
        case OAuthError():
            return _about_the_consent(trouble)
        case FortnoxError():
            return _about_the_company(trouble)
        case _:
            raise TypeError(f"{trouble!r} is not met when connecting")


def _about_the_consent(error: OAuthError) -> str:
    match error:
        case InvalidClient():
            return _words(wording.client_refused(error))
        case InvalidGrant():
            return _(
                "The consent from Fortnox had expired or was already used."
                " Choose Connect Fortnox and approve once more."
            )
        case ConsentRefused(error="access_denied"):
            return _(
                "You did not approve the connection in Fortnox, so nothing has changed."
                " Choose Connect Fortnox when you want to approve it."
            )
        case ConsentRefused(error="invalid_scope"):
            return _words(wording.licence_missing(error))
        case _:
            return _(
                "Fortnox did not give the consent, and answered: %(answer)s."
                " Try again, or connect without a service account."
            ) % {"answer": error.description or error.error}


def _about_the_company(error: FortnoxError) -> str:
    match error:
        case NoLicence():
            return _words(wording.licence_missing(error))
        case Forbidden():
            return _words(wording.scope_missing(error))
        case NotSent() | OutcomeUnknown() | Unavailable() | RateLimited():
            return _(
                "Fortnox does not answer at the moment, so the connection could not be completed."
                " Try again in a while."
            )
        case _:
            return _(
                "Fortnox answered something that Tamio does not understand: %(answer)s."
                " Try again, or contact support if it happens again."
            ) % {"answer": error.message or type(error).__name__}


def _no_financial_year() -> str:
    return _(
        "The company has no financial year in Fortnox that holds today, so its accounts could not"
        " be read. Add the financial year in Fortnox, then read the accounts again."
    )


def _words(problem: Problem) -> str:
    return f"{problem.message} {problem.remedy}"
