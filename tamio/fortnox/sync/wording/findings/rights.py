"""What the connection may no longer do."""

from tamio.fortnox.sync.wording.codes.rights import RIGHTS as CODES
from tamio.fortnox.sync.wording.entries import RECONNECT, Entry, Findings, Kind
from tamio.outbox.problem import Words

RIGHTS: Findings = {
    "consent-lost": Entry(
        kind=Kind.RECONNECT,
        field="consent",
        message=Words(
            sv="Kopplingen till Fortnox gäller inte längre.",
            en="The connection to Fortnox is no longer valid.",
        ),
        remedy=RECONNECT,
    ),
    "forbidden": Entry(
        kind=Kind.RECONNECT,
        field="scope",
        message=Words(
            sv="Kopplingen får inte göra detta i Fortnox[, som svarar: ”{said}”].",
            en="The connection may not do this in Fortnox[, which answers: “{said}”].",
        ),
        remedy=RECONNECT,
    ),
    # Said by the consent page, which gives no code, and by the API, which does.
    "licence-missing": CODES[2001101],
    "scope-missing": CODES[2000663],
}
