"""camt.053 (a day's statement) and camt.054 (what came in), of ISO 20022; any version.

    Document / BkToCstmrStmt / Stmt / Ntry / NtryDtls / TxDtls

An entry (Ntry) can gather many payments (TxDtls), each with its own amount and reference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from django.utils.translation import gettext as _

from tamio.commerce.payments.bank.entries import MOST_ENTRIES, Entry, Statement, Unreadable, line
from tamio.commerce.payments.bank.xml import Node, read
from tamio.commerce.payments.models import FileKind

_REPORTS = (("BkToCstmrStmt", "Stmt"), ("BkToCstmrDbtCdtNtfctn", "Ntfctn"))
#: Names that mean "none", which some banks write where a name must stand.
_NO_NAME = {"", "NOTPROVIDED", "NOTAVAILABLE", "NONREF"}


def read_camt(content: bytes) -> Statement:
    """Raises Unreadable."""
    root = read(content)
    reports = [report for path in _REPORTS for report in root.all(*path)]
    if not reports:
        raise Unreadable(_("The file is XML, but no camt.053 or camt.054 of a bank's."))
    entries: list[Entry] = []
    passed_over = 0
    alike: Counter[str] = Counter()
    for report in reports:
        account = report.text_of("Acct", "Id", "IBAN") or report.text_of("Acct", "Id", "Othr", "Id")
        for position, entry in enumerate(report.all("Ntry"), start=1):
            if not _has_come_in(entry):
                passed_over += 1
                continue
            payments = entry.all("NtryDtls", "TxDtls") or [entry]
            incoming = [each for each in payments if not _goes_out(each)]
            passed_over += len(payments) - len(incoming)
            entries += _entries(
                entry,
                incoming,
                account=account,
                position=position,
                alike=alike,
                alone=len(payments) == 1,
            )
            if len(entries) > MOST_ENTRIES:
                raise Unreadable(_("The file is larger than any statement of a bank."))
    return Statement(FileKind.CAMT, entries, passed_over)


def _has_come_in(entry: Node) -> bool:
    """Booked, to the account, and no reversal of something that had come before."""
    # The status is a text of its own in older versions, and has a code in newer ones.
    status = entry.text_of("Sts", "Cd") or entry.text_of("Sts")
    is_credit = entry.text_of("CdtDbtInd") == "CRDT"
    reverses = entry.text_of("RvslInd").lower() in {"true", "1"}
    return is_credit and status in {"", "BOOK"} and not reverses


def _goes_out(payment: Node) -> bool:
    """What is deducted within a sum that comes in: a fee, or a payment that is taken back."""
    return payment.text_of("CdtDbtInd") == "DBIT"


def _entries(
    entry: Node,
    payments: Iterable[Node],
    *,
    account: str,
    position: int,
    alike: Counter[str],
    alone: bool,
) -> Iterator[Entry]:
    """`payments` that `entry` gathers; `alone`: it is one, and may be the entry itself."""
    booked_on = _day(entry, position)
    for payment in payments:
        amount, currency = _amount(payment, entry, alone=alone, position=position)
        told = {
            "booked_on": booked_on,
            "amount": amount,
            "currency": currency,
            "reference": _reference(payment),
            "payer": _payer(payment),
            "text": _text(payment, entry),
        }
        identity = _identity(payment, entry, account=account, told=told, alike=alike)
        yield Entry(identity=identity, **told)  # type: ignore[arg-type]


def _day(entry: Node, position: int) -> date:
    for path in (("BookgDt", "Dt"), ("BookgDt", "DtTm"), ("ValDt", "Dt"), ("ValDt", "DtTm")):
        if written := entry.text_of(*path):
            try:
                return date.fromisoformat(written[:10])
            except ValueError:
                break
    raise Unreadable(_("Entry %(number)d has no booking date.") % {"number": position})


def _amount(payment: Node, entry: Node, *, alone: bool, position: int) -> tuple[Decimal, str]:
    """The payment's own; the entry's where it gathers no others."""
    found = (
        payment.first("AmtDtls", "TxAmt", "Amt")
        or payment.first("Amt")
        or (entry.first("Amt") if alone else None)
    )
    try:
        written = Decimal(found.text.strip()) if found else Decimal(0)
        amount = written.quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = Decimal(0)
    currency = found.attributes.get("Ccy", "") if found else ""
    if not (amount.is_finite() and 0 < amount < 10**11) or len(currency) != 3:
        message = _("Entry %(number)d has no amount that can be read.")
        raise Unreadable(message % {"number": position})
    return amount, currency


def _reference(payment: Node) -> str:
    """As structured as it is: the OCR number, or else what the payer wrote."""
    structured = payment.text_of("RmtInf", "Strd", "CdtrRefInf", "Ref")
    invoice = payment.text_of("RmtInf", "Strd", "RfrdDocInf", "Nb")
    written = " ".join(each.text for each in payment.all("RmtInf", "Ustrd"))
    end_to_end = payment.text_of("Refs", "EndToEndId")
    known = [structured, invoice, written, "" if end_to_end in _NO_NAME else end_to_end]
    return line(next((each for each in known if each.strip()), ""), most=140)


def _payer(payment: Node) -> str:
    parties = (("RltdPties", "Dbtr", "Nm"), ("RltdPties", "Dbtr", "Pty", "Nm"))
    return line(next((name for path in parties if (name := payment.text_of(*path))), ""), most=140)


def _text(payment: Node, entry: Node) -> str:
    said = [each.text for each in payment.all("RmtInf", "Ustrd")]
    said += [payment.text_of("AddtlTxInf"), entry.text_of("AddtlNtryInf")]
    return line(" ".join(dict.fromkeys(each for each in said if each.strip())), most=200)


def _identity(
    payment: Node, entry: Node, *, account: str, told: dict[str, object], alike: Counter[str]
) -> str:
    """The bank's reference of the payment; where it gives none, all that it tells of it, with a
    number for each that is exactly alike in this file.
    """
    names = [payment.text_of("Refs", name) for name in ("AcctSvcrRef", "TxId", "InstrId")]
    if payment is entry or len(entry.all("NtryDtls", "TxDtls")) == 1:
        names.append(entry.text_of("AcctSvcrRef"))
    own = next((name for name in names if name.upper() not in _NO_NAME), "")
    parts = [account, own] if own else [account, entry.text_of("AcctSvcrRef"), *told.values()]
    digest = sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:40]
    alike[digest] += 1
    return f"camt-{digest}" if alike[digest] == 1 else f"camt-{digest}-{alike[digest]}"
