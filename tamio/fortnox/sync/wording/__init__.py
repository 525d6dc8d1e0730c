"""What is said when a submission does not simply succeed: what happened, why, and what to do.

The texts are data, to be read and reviewed: `codes/` has Fortnox's own codes, `findings/` what
Tamio finds itself.
"""

from tamio.fortnox.sync.wording.codes import CODES
from tamio.fortnox.sync.wording.differences import cancelled_in_fortnox, sums_differ
from tamio.fortnox.sync.wording.entries import Entry, Kind
from tamio.fortnox.sync.wording.fields import field_words
from tamio.fortnox.sync.wording.findings import FINDINGS
from tamio.fortnox.sync.wording.problems import (
    accounts_missing,
    card_gone,
    client_refused,
    consent_lost,
    finding,
    forbidden,
    licence_missing,
    no_answer,
    not_listed_yet,
    number_spent,
    number_taken,
    of_code,
    ours,
    outcome_unknown,
    refused,
    renewing,
    still_under_way,
    too_fast,
    vat_rate_missing,
)

__all__ = [
    "CODES",
    "FINDINGS",
    "Entry",
    "Kind",
    "accounts_missing",
    "cancelled_in_fortnox",
    "card_gone",
    "client_refused",
    "consent_lost",
    "field_words",
    "finding",
    "forbidden",
    "licence_missing",
    "no_answer",
    "not_listed_yet",
    "number_spent",
    "number_taken",
    "of_code",
    "ours",
    "outcome_unknown",
    "refused",
    "renewing",
    "still_under_way",
    "sums_differ",
    "too_fast",
    "vat_rate_missing",
]
