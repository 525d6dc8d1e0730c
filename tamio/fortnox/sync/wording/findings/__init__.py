"""One entry for everything that Tamio itself finds, by subject. The key is its code."""

from collections import ChainMap

from tamio.fortnox.sync.wording.entries import Findings
from tamio.fortnox.sync.wording.findings.connecting import CONNECTING
from tamio.fortnox.sync.wording.findings.credit_invoices import CREDIT_INVOICES
from tamio.fortnox.sync.wording.findings.credits import CREDITS
from tamio.fortnox.sync.wording.findings.documents import DOCUMENTS
from tamio.fortnox.sync.wording.findings.rights import RIGHTS
from tamio.fortnox.sync.wording.findings.settings import SETTINGS
from tamio.fortnox.sync.wording.findings.waiting import WAITING

SUBJECTS: tuple[Findings, ...] = (
    CONNECTING,
    CREDITS,
    CREDIT_INVOICES,
    DOCUMENTS,
    RIGHTS,
    SETTINGS,
    WAITING,
)
FINDINGS: Findings = ChainMap(*(dict(subject) for subject in SUBJECTS))
