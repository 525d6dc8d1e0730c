"""From an error, or from what Tamio has found, to the problem that a submission carries."""

from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.client.models.customer import StoredCustomer
from tamio.fortnox.sync.wording.codes import CODES
from tamio.fortnox.sync.wording.entries import Entry
from tamio.fortnox.sync.wording.facts import facts_in
from tamio.fortnox.sync.wording.filling import filled
from tamio.fortnox.sync.wording.findings import FINDINGS
from tamio.outbox.problem import Problem, Words

#: What a request was about, by the last noun of its path.
_SUBJECTS = {
    "articles": Words(sv="Artikel", en="Article"),
    "customers": Words(sv="Kund", en="Customer"),
}


def of_code(error: FortnoxError, *, currency: str = "") -> Problem:
    """The text of Fortnox's own code. Raises KeyError for one that has none."""
    if error.code is None:
        raise KeyError(f"{error!r} has no code")
    return _about(error, CODES[error.code], currency=currency)


def refused(error: FortnoxError) -> Problem:
    """For a code that we have no words for: Fortnox's own, quoted."""
    return _about(error, FINDINGS["refused"])


def vat_rate_missing(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["vat-rate-missing"])


def no_answer(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["no-answer"])


def outcome_unknown(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["outcome-unknown"])


def too_fast(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["too-fast"])


def consent_lost(error: FortnoxError | None = None) -> Problem:
    return _about(error, FINDINGS["consent-lost"]) if error else finding("consent-lost")


def forbidden(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["forbidden"])


def licence_missing(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["licence-missing"])


def client_refused(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["client-refused"])


def card_gone(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["card-gone"])


def ours(error: FortnoxError) -> Problem:
    return _about(error, FINDINGS["ours"])


def not_listed_yet() -> Problem:
    return finding("not-listed-yet")


def still_under_way() -> Problem:
    return finding("still-under-way")


def renewing() -> Problem:
    return finding("renewing")


def accounts_missing() -> Problem:
    return finding("accounts")


def number_taken(*, ours: str, card: StoredCustomer) -> Problem:
    return finding("number-taken", number=card.customer_number, theirs=card.name, ours=ours)


def number_spent(number: str) -> Problem:
    """Refused as used, and yet there is no card under it: Fortnox keeps it from its past."""
    return finding("number-spent", number=number)


def finding(name: str, *, field: str = "", **facts: str | Words) -> Problem:
    """What Tamio itself has found, with its facts filled in. Raises KeyError for one missing."""
    entry = FINDINGS[name]
    words = {
        key: fact if isinstance(fact, Words) else Words(sv=fact, en=fact)
        for key, fact in facts.items()
    }
    return Problem(
        code=name,
        field=field or entry.field,
        message=filled(entry.message, words),
        remedy=filled(entry.remedy, words),
    )


def _about(error: FortnoxError, entry: Entry, *, currency: str = "") -> Problem:
    facts = {"said": _unsaid(error)} | dict(facts_in(error, currency=currency))
    return Problem(
        code=str(error.code or error.status or type(error).__name__),
        field=getattr(error, "field", None) or entry.field,
        message=_with_subject(filled(entry.message, facts), error),
        remedy=filled(entry.remedy, facts),
        detail=str(error),
    )


def _unsaid(error: FortnoxError) -> Words:
    """For an error that came without a word."""
    text = f"{error.status or ''} {error.code or type(error).__name__}".strip()
    return Words(sv=text, en=text)


def _with_subject(message: Words, error: FortnoxError) -> Words:
    """With the card named that the request was to write, where one was."""
    noun = next((words for path, words in _SUBJECTS.items() if f"/{path}" in error.path), None)
    if noun is None or not error.about:
        return message
    return Words(
        sv=f"{noun.sv} {error.about}: {message.sv}", en=f"{noun.en} {error.about}: {message.en}"
    )
