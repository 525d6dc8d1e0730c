"""What it means that a question was not answered."""

from tamio.fortnox.client.errors import (
    Forbidden,
    FortnoxError,
    InvalidGrant,
    NoLicence,
    NoScope,
    Unauthorized,
)
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade
from tamio.fortnox.sync.tokens import NotConnected
from tamio.outbox.problem import Words

#: What each permission is for, and the licence that it needs where facts name one.
SCOPES: dict[str, tuple[Words, str]] = {
    "companyinformation": (Words(sv="Företagsinformation", en="Company information"), ""),
    "bookkeeping": (Words(sv="Bokföring", en="Bookkeeping"), "Bokföring"),
    "customer": (Words(sv="Kunder", en="Customers"), ""),
    "article": (Words(sv="Artiklar", en="Articles"), ""),
    "order": (Words(sv="Order", en="Orders"), "Order"),
}
_NO_INTEGRATION_LICENCE = 2001103
_LOST = (Unauthorized, InvalidGrant, NotConnected)
_RECONNECT = Words(
    sv="Välj Anslut igen under Integrationer → Fortnox och godkänn alla behörigheter.",
    en="Choose Reconnect under Integrations → Fortnox and approve all permissions.",
)


def is_lost(trouble: Exception | None) -> bool:
    """Whether the consent itself is gone."""
    return isinstance(trouble, _LOST)


def lacks(trouble: Exception, *, scope: str) -> Finding:
    """What is missing for `scope`: told apart by Fortnox's code."""
    named, licence = SCOPES[scope]
    code = code_of(trouble)
    if is_lost(trouble):
        return connection_lost()
    if isinstance(trouble, NoScope):
        return _right(
            Words(
                sv=f"Behörigheten {named.sv} ({scope}) saknas i kopplingen.",
                en=f"The permission {named.en} ({scope}) is missing from the connection.",
            ),
            _RECONNECT,
            code,
        )
    if isinstance(trouble, NoLicence):
        return _licence(trouble, named=named, licence=licence)
    if isinstance(trouble, Forbidden):
        return _right(
            Words(
                sv=f"Den som kopplade får inte använda {named.sv} i Fortnox.",
                en=f"Whoever connected may not use {named.en} in Fortnox.",
            ),
            Words(
                sv="Ge personen behörigheten i Fortnox, eller låt en systemadministratör ansluta"
                " med tjänstekonto.",
                en="Give the person the permission in Fortnox, or let a system administrator"
                " connect with a service account.",
            ),
            code,
        )
    return unanswered(Check.RIGHTS, trouble, about=named)


def connection_lost() -> Finding:
    return _right(
        Words(
            sv="Kopplingen till Fortnox gäller inte längre.",
            en="The connection to Fortnox is no longer valid.",
        ),
        _RECONNECT,
        "401",
    )


def unanswered(check: Check, trouble: Exception, *, about: Words) -> Finding:
    """Neither good nor bad: nobody knows."""
    return Finding(
        check=check,
        grade=Grade.UNASKED,
        what=Words(
            sv=f"{about.sv}: Fortnox svarade inte på frågan.",
            en=f"{about.en}: Fortnox did not answer the question.",
        ),
        remedy=Words(sv="Kontrollera igen om en stund.", en="Check again in a while."),
        code=code_of(trouble),
    )


def not_asked(check: Check, *, about: Words) -> Finding:
    """Its permission is missing, which is said among the permissions."""
    return Finding(
        check=check,
        grade=Grade.UNASKED,
        what=Words(
            sv=f"{about.sv}: kunde inte kontrolleras, eftersom Fortnox inte lät Tamio läsa det.",
            en=f"{about.en}: could not be checked, since Fortnox did not let Tamio read it.",
        ),
        remedy=Words(
            sv="Åtgärda behörigheten först och kontrollera sedan igen.",
            en="Mend the permission first, then check again.",
        ),
    )


def code_of(trouble: Exception) -> str:
    if isinstance(trouble, FortnoxError):
        return str(trouble.code or trouble.status or type(trouble).__name__)
    return type(trouble).__name__


def _licence(trouble: NoLicence, *, named: Words, licence: str) -> Finding:
    if trouble.code == _NO_INTEGRATION_LICENCE:
        licence, named = "Integration", Words(sv="Integration", en="Integration")
    needed = licence or named.sv
    return _right(
        Words(
            sv=f"Företaget saknar licensen {needed} i Fortnox.",
            en=f"The company lacks the licence {needed} in Fortnox.",
        ),
        Words(
            sv=f"Aktivera licensen {needed} i Fortnox och kontrollera igen.",
            en=f"Activate the licence {needed} in Fortnox and check again.",
        ),
        code_of(trouble),
    )


def _right(what: Words, remedy: Words, code: str) -> Finding:
    return Finding(
        check=Check.RIGHTS,
        grade=Grade.STOPS,
        what=what,
        why=Words(
            sv="Utan den kan inga order skapas i Fortnox.",
            en="Without it no orders can be created in Fortnox.",
        ),
        remedy=remedy,
        code=code,
    )
