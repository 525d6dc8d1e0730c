"""BgMax: Bankgirot's file of incoming payments (Bankgiro Inbetalningar), lines of 80 characters.

01 start · 05 the receiver's bankgiro · 20 a payment · 21 a deduction · 22, 23 further references
25 text · 26-29 who paid · 15 the deposit of those before it, with its day · 70 end, with counts
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.payments.bank.entries import MOST_ENTRIES, Entry, Statement, Unreadable, line
from tamio.commerce.payments.models import FileKind

START = "01BGMAX"
_LENGTH = 80


@dataclass(slots=True)
class _Payment:
    """A payment before its deposit has told the day."""

    number: str
    amount: Decimal
    references: list[str]
    texts: list[str] = field(default_factory=list)
    payer: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Where in the file one is."""

    receiver: str = ""
    currency: str = "SEK"
    waiting: list[_Payment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    payments: int = 0
    deductions: int = 0
    #: What 25 to 29 belong to: the payment before them, or a deduction, of which nothing is kept.
    current: _Payment | None = None


def read_bgmax(content: bytes) -> Statement:
    """Raises Unreadable, also for a file that was cut off."""
    lines = content.decode("iso-8859-1").splitlines()
    if not lines or not lines[0].startswith(START):
        raise Unreadable(_("The file is no BgMax file: its first line does not say so."))
    reading = _Reading()
    ended = False
    for number, written in enumerate(lines[1:], start=2):
        if not written.strip():
            continue
        if ended:
            raise Unreadable(
                _("Line %(line)d stands after the end of the file.") % {"line": number}
            )
        ended = _take(reading, written.ljust(_LENGTH), number)
    if not ended:
        raise Unreadable(_("The file has no last line (70): it was cut off. Fetch it once more."))
    return Statement(FileKind.BGMAX, reading.entries, reading.deductions)


def _take(reading: _Reading, text: str, number: int) -> bool:
    """Whether that was the end. Lines of kinds that are not known are left, as Bankgirot says."""
    match text[:2]:
        case "05":
            reading.receiver = text[2:12].lstrip("0")
            reading.currency = text[22:25].strip() or "SEK"
        case "20":
            _start_payment(reading, text, number)
        case "21":
            reading.deductions += 1
            reading.current = None
        case "22" | "25" | "26" if reading.current:
            _add(reading.current, text)
        case "15":
            _deposit(reading, text, number)
        case "70":
            _end(reading, text, number)
            return True
    return False


def _start_payment(reading: _Reading, text: str, number: int) -> None:
    ore = _digits(text[37:55], number)
    reading.payments += 1
    if reading.payments > MOST_ENTRIES:
        raise Unreadable(_("The file is larger than any statement of a bank."))
    reading.current = _Payment(
        number=text[57:69].strip(),
        amount=Decimal(ore) / 100,
        references=[text[12:37].strip()],
    )
    reading.waiting.append(reading.current)


def _add(payment: _Payment, text: str) -> None:
    """What a line says of the payment before it."""
    match text[:2]:
        case "22":
            payment.references.append(text[12:37].strip())
        case "25":
            payment.texts.append(text[2:52])
        case "26":
            payment.payer.append(f"{text[2:37].strip()} {text[37:72].strip()}")


def _deposit(reading: _Reading, text: str, number: int) -> None:
    """The day of the payments since the last one."""
    try:
        day = datetime.strptime(text[37:45], "%Y%m%d").date()  # noqa: DTZ007  # a day, no instant
    except ValueError:
        raise Unreadable(
            _("Line %(line)d has no day that can be read.") % {"line": number}
        ) from None
    for position, payment in enumerate(reading.waiting, start=1):
        if payment.amount:
            reading.entries.append(_entry(payment, reading, day, f"{text[45:50]}-{position}"))
    reading.waiting, reading.current = [], None


def _entry(payment: _Payment, reading: _Reading, day: date, place: str) -> Entry:
    references = [each for each in payment.references if each]
    # Bankgirot's own number of the payment; older files leave it out, and its place has to do.
    name = payment.number if payment.number.strip("0") else place
    return Entry(
        identity=f"bgmax-{reading.receiver}-{day:%Y%m%d}-{name}",
        booked_on=day,
        amount=payment.amount,
        currency=reading.currency,
        bankgiro=reading.receiver,
        reference=line(" ".join(references), most=140),
        payer=line(" ".join(payment.payer), most=140),
        text=line(" ".join(payment.texts), most=200),
    )


def _end(reading: _Reading, text: str, number: int) -> None:
    if reading.waiting:
        message = _("Line %(line)d ends the file before the day of its last payments was told.")
        raise Unreadable(message % {"line": number})
    told = int(_digits(text[2:10], number))
    if told != reading.payments:
        words = {"told": told, "found": reading.payments}
        message = _("The file should hold %(told)d payments, but holds %(found)d. Fetch it again.")
        raise Unreadable(message % words)


def _digits(text: str, number: int) -> str:
    if not (text.isascii() and text.isdigit()):
        message = _("Line %(line)d has no number where one must stand.")
        raise Unreadable(message % {"line": number})
    return text
