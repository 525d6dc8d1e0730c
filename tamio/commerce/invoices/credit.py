"""Credits an invoice, wholly or partly: what can still be taken back, and the document for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.discounted import Remaining, discounts_with, overdrawn
from tamio.commerce.invoices.lines import sums
from tamio.commerce.invoices.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine
from tamio.commerce.invoices.models.credit_note import MAX_REASON, MAX_REFERENCE
from tamio.commerce.invoices.signals import crediting
from tamio.commerce.money import ORE, round_half_up
from tamio.commerce.vat.amounts import Amounts, of_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPart:
    """What to take back of the line at `position`: units of it, or an amount off its price.

    Just one of the two is given. The amount is with VAT or without, as the invoice's prices are,
    and has the line's sign: a discount that is taken back has a negative one.
    """

    position: int
    quantity: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What of a line has not been credited yet; amounts with the line's sign."""

    line: InvoiceLine
    quantity: Decimal
    amounts: Amounts


def left_of(invoice: Invoice) -> list[Left]:
    """Each line with what can still be taken back of it, in the invoice's order. Two queries."""
    taken: dict[int, list[CreditNoteLine]] = {}
    issued = CreditNoteLine.objects.filter(credit_note__invoice=invoice)
    for each in issued.exclude(credit_note__issued_at=None):
        taken.setdefault(each.line_id, []).append(each)
    return [_left(line, taken.get(line.pk, ())) for line in invoice.lines.all()]


def credited_of(invoices: Iterable[Invoice]) -> dict[int, Decimal]:
    """What credit notes make of each invoice's total, below 0, by pk; without those that have none.
    One query.
    """
    credited: dict[int, Decimal] = {}
    issued = CreditNote.objects.filter(invoice__in=list(invoices)).exclude(issued_at=None)
    for pk, total in issued.values_list("invoice_id", "total"):
        credited[pk] = credited.get(pk, Decimal(0)) + total
    return credited


def credit_all(*, invoice: Invoice, reason: str, by: str, now: datetime) -> CreditNote:
    """Takes back everything that is left. Raises ValidationError where that is nothing."""
    note, _is_new = credit_once(
        invoice=invoice, parts=None, reason=reason, by=by, now=now, reference=None
    )
    return note


def credit(
    *, invoice: Invoice, parts: Sequence[CreditPart], reason: str, by: str, now: datetime
) -> CreditNote:
    """Takes back `parts`; what of a line was left at last goes to the öre.

    Raises ValidationError with dotted field names ("lines.0.quantity", "reason"): then nothing is
    written.
    """
    note, _is_new = credit_once(
        invoice=invoice, parts=parts, reason=reason, by=by, now=now, reference=None
    )
    return note


def credit_once(
    *,
    invoice: Invoice,
    parts: Sequence[CreditPart] | None,
    reason: str,
    by: str,
    now: datetime,
    reference: str | None,
) -> tuple[CreditNote, bool]:
    """As `credit`, and with None for `parts` as `credit_all`; and whether the note is new.

    The same `reference` again, of the same invoice, gives the first note, whatever else is said.
    """
    with transaction.atomic():
        locked = _locked(invoice)
        known = _known(locked, reference)
        if known is not None:
            return known, False
        taken = would_credit(invoice=locked, parts=parts)
        note = _draft(locked, taken, reason=reason, by=by, reference=reference)
        return _issued(note, taken, now=now), True


def would_credit(*, invoice: Invoice, parts: Sequence[CreditPart] | None) -> list[CreditNoteLine]:
    """The lines of the note that `credit_once` would make, unsaved. Writes nothing.

    Raises ValidationError as it does, for all but the reason.
    """
    left = left_of(invoice)
    if parts is None:
        return _everything(left)
    by_position = {each.line.position: each for each in left}
    problems = _problems(parts, by_position)
    if problems:
        raise ValidationError(problems)
    taken = [_taken(part, by_position[part.position], invoice=invoice) for part in parts]
    too_much = overdrawn(_remaining(left, taken))
    if too_much:
        message = _(
            "That credits %(amount)s more than the invoice asked for. Credit as much of its "
            "discount or rounding too, or less of the other lines."
        )
        raise ValidationError({"lines": [message % {"amount": too_much}]})
    return taken


def with_discounts(*, invoice: Invoice, parts: Sequence[CreditPart]) -> list[CreditPart]:
    """`parts` of items, and as much of the discounts that stand as rows of their own."""
    left = left_of(invoice)
    by_position = {each.line.position: each for each in left}
    taken = [_taken(part, by_position[part.position], invoice=invoice) for part in parts]
    shares = discounts_with(_remaining(left, taken))
    return [*parts, *(CreditPart(position=at, amount=amount) for at, amount in shares.items())]


def _remaining(left: Iterable[Left], taken: Iterable[CreditNoteLine]) -> list[Remaining]:
    off = {each.line_id: each for each in taken}
    found = []
    for each in left:
        line, before = each.line, _priced(each)
        included = line.invoice.prices_include_vat
        sold, back = line.gross if included else line.net, off.get(line.pk)
        taken_back = (back.gross if included else back.net) if back else Decimal(0)
        found.append(Remaining(line, sold, before, before + taken_back))
    return found


def _locked(invoice: Invoice) -> Invoice:
    """Two credits of one invoice at once see each other's."""
    invoices = Invoice.objects.select_for_update(of=("self",)).select_related("store")
    locked: Invoice = invoices.get(pk=invoice.pk)
    if locked.issued_at is None:
        raise ValidationError({"invoice": [_("The invoice is not issued yet.")]})
    return locked


def _known(invoice: Invoice, reference: str | None) -> CreditNote | None:
    if reference is None:
        return None
    if not 1 <= len(reference) <= MAX_REFERENCE or not reference.isprintable():
        raise ValidationError(
            {"external_reference": [_("Give 1 to 80 printable characters of your own.")]}
        )
    known: CreditNote | None = invoice.credit_notes.filter(external_reference=reference).first()
    return known


def _everything(left: Iterable[Left]) -> list[CreditNoteLine]:
    taken = [
        _line(each, quantity=each.quantity or None, amounts=each.amounts)
        for each in left
        if each.amounts.gross
    ]
    if not taken:
        raise ValidationError({"lines": [_("Everything of this invoice is credited already.")]})
    return taken


def _left(line: InvoiceLine, taken: Iterable[CreditNoteLine]) -> Left:
    quantity, net, vat, gross = abs(line.quantity), line.net, line.vat, line.gross
    for each in taken:
        quantity -= each.quantity or 0
        net, vat, gross = net + each.net, vat + each.vat, gross + each.gross
    return Left(line, quantity, Amounts(net, vat, gross))


def _problems(parts: Sequence[CreditPart], left: dict[int, Left]) -> dict[str, list[str]]:
    if not parts:
        return {"lines": [_("Choose at least one line to credit.")]}
    problems: dict[str, list[str]] = {}
    seen: set[int] = set()
    for index, part in enumerate(parts):
        for field, message in _problems_of(part, left.get(part.position)):
            problems[f"lines.{index}.{field}"] = [message]
        if part.position in seen:
            problems[f"lines.{index}.position"] = [_("This line is there twice.")]
        seen.add(part.position)
    return problems


def _problems_of(part: CreditPart, left: Left | None) -> Iterable[tuple[str, str]]:
    if left is None:
        yield "position", _("The invoice has no such line.")
    elif (part.quantity is None) == (part.amount is None):
        yield "quantity", _("Give a number of units or an amount, one of the two.")
    elif not left.amounts.gross:
        yield "position", _("Nothing of this line is left to credit.")
    elif part.quantity is not None:
        yield from _quantity_problem(part.quantity, left)
    elif part.amount is not None:
        yield from _amount_problem(part.amount, left)


def _quantity_problem(quantity: Decimal, left: Left) -> Iterable[tuple[str, str]]:
    if not (quantity.is_finite() and quantity > 0 and quantity == quantity.quantize(ORE / 100)):
        yield "quantity", _("Write a number above 0 with at most four decimals.")
    elif quantity > left.quantity:
        words = {"left": f"{left.quantity.normalize():f}"}
        yield "quantity", _("At most %(left)s are left to credit.") % words
    elif not _share(quantity, left):
        yield "quantity", _("So little is worth less than an öre. Write a larger number.")


def _amount_problem(amount: Decimal, left: Left) -> Iterable[tuple[str, str]]:
    most = _priced(left)
    if not (amount.is_finite() and amount == amount.quantize(ORE) and amount * most > 0):
        yield "amount", _("Write an amount with at most two decimals and the line's sign.")
    elif abs(amount) > abs(most):
        yield "amount", _("At most %(left)s is left to credit.") % {"left": most}


def _taken(part: CreditPart, left: Left, *, invoice: Invoice) -> CreditNoteLine:
    if part.quantity == left.quantity:
        return _line(left, quantity=part.quantity, amounts=left.amounts)
    amount = part.amount
    if part.quantity is not None:
        amount = _share(part.quantity, left)
    assert amount is not None
    return _line(left, quantity=part.quantity, amounts=_part_of(left, amount, invoice=invoice))


def _share(quantity: Decimal, left: Left) -> Decimal:
    """Of what is left, as much as the units are of the units left."""
    return round_half_up(_priced(left) * quantity / left.quantity)


def _part_of(left: Left, amount: Decimal, *, invoice: Invoice) -> Amounts:
    """`amount` of the line, with the VAT by which one row of all that is credited of it grows.

    So the parts of a line sum to its VAT, and a ledger that works per row can follow each of them.
    """
    line, included = left.line, invoice.prices_include_vat
    whole, open_ = (line.gross, left.amounts.gross) if included else (line.net, left.amounts.net)
    credited = of_amount(whole - open_ + amount, rate=line.vat_rate, includes_vat=included)
    vat = credited.vat - (line.vat - left.amounts.vat)
    net = amount - vat if included else amount
    return Amounts(net, vat, net + vat)


def _priced(left: Left) -> Decimal:
    """What is left of the line in the sense of its price: with VAT or without."""
    return left.amounts.gross if left.line.invoice.prices_include_vat else left.amounts.net


def _line(left: Left, *, quantity: Decimal | None, amounts: Amounts) -> CreditNoteLine:
    """Taken back, so with the other sign."""
    return CreditNoteLine(
        line=left.line, quantity=quantity, net=-amounts.net, vat=-amounts.vat, gross=-amounts.gross
    )


def _draft(
    invoice: Invoice,
    taken: Sequence[CreditNoteLine],
    *,
    reason: str,
    by: str,
    reference: str | None,
) -> CreditNote:
    why = " ".join(reason.split())
    if not 1 <= len(why) <= MAX_REASON or not why.isprintable():
        raise ValidationError({"reason": [_("Write why, in 1 to 200 printable characters.")]})
    total = sums(taken)
    return CreditNote(
        store=invoice.store, invoice=invoice, reason=why, issued_by=by,
        external_reference=reference, net=total.net, vat=total.vat, total=total.gross,
    )  # fmt: skip


def _issued(note: CreditNote, taken: Sequence[CreditNoteLine], *, now: datetime) -> CreditNote:
    note.save()
    for position, line in enumerate(taken, start=1):
        line.credit_note, line.position = note, position
    CreditNoteLine.objects.bulk_create(taken)
    crediting.send(sender=CreditNote, note=note, lines=taken, now=now)
    note.issue(now=now)
    return note
