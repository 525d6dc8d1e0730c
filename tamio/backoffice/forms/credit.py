"""What to take back of an invoice: all that is left, or units or an amount a line, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from secrets import token_hex
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.credit import CreditPart, Left, left_of, would_credit
from tamio.commerce.invoices.lines import VatSum, sums, vat_sums
from tamio.commerce.invoices.models import CreditNoteLine, Invoice
from tamio.commerce.invoices.models.credit_note import MAX_REASON
from tamio.commerce.invoices.restocking import counted_again
from tamio.commerce.offers.models import Redemption
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.withdrawals.proposing import Proposal
from tamio.look.fields import MoneyField, QuantityField, validate_printable

_ABOUT_ALL = {"extent", "reason", "restock", "token", "give_back"}
EVERYTHING, PARTS = "everything", "parts"


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One line of the form; `priced` is what is left of it in the sense of the invoice's prices."""

    left: Left
    priced: Decimal
    units: BoundField | None
    amount: BoundField


class CreditForm(forms.Form):
    """Valid, `taken` is what the credit note would hold."""

    extent = forms.ChoiceField(
        label=_("What is credited"),
        choices=[(PARTS, _("Parts of it")), (EVERYTHING, _("Everything that is left"))],
        widget=forms.RadioSelect,
        initial=PARTS,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        validators=[validate_printable],
        help_text=_("Stands on the credit note, so the customer reads it too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    restock = forms.BooleanField(
        label=_("Put the units back in stock"),
        required=False,
        help_text=_("Tick it when the goods have come back and can be sold again."),
    )
    #: A click twice is one credit note.
    token = forms.RegexField(r"\A[0-9a-f]{12}\Z", widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, invoice: Invoice, proposal: Proposal | None = None
    ) -> None:
        super().__init__(data, initial={"token": token_hex(6)} | _filled_in(proposal))
        self.invoice = invoice
        self.taken: Sequence[CreditNoteLine] = []
        if not counted_again(invoice):
            del self.fields["restock"]
        used = Redemption.objects.filter(invoice=invoice, given_back_with=None).first()
        if used is not None:
            self.fields["give_back"] = forms.BooleanField(
                label=_("Give the use of the code %(code)s back") % {"code": used.code.code},
                required=False,
                help_text=_("Then the code can be used once more."),
            )
        self._left = [each for each in left_of(invoice) if each.amounts.gross]
        for each in self._left:
            words = {"line": each.line.description}
            if each.quantity:
                self.fields[_units(each)] = QuantityField(
                    label=_("Units of %(line)s") % words, required=False
                )
            self.fields[_amount(each)] = MoneyField(
                label=_("Amount of %(line)s") % words, required=False
            )
        for name in self.fields.keys() - _ABOUT_ALL:
            # The columns are headed by what each of them is, for those who see the table.
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        if proposal is not None and not self.is_bound:
            self.taken = _proposed(invoice, proposal)

    @property
    def has_left(self) -> bool:
        """Whether anything can be credited at all."""
        return bool(self._left)

    @property
    def left_total(self) -> Decimal:
        """What is left of the invoice, with VAT."""
        return sum((each.amounts.gross for each in self._left), Decimal(0))

    def rows(self) -> Iterator[CreditRow]:
        """The lines of which something is left."""
        for each in self._left:
            units = self[_units(each)] if _units(each) in self.fields else None
            included = self.invoice.prices_include_vat
            priced = each.amounts.gross if included else each.amounts.net
            yield CreditRow(each, priced, units, self[_amount(each)])

    def clean(self) -> None:
        parts = self.parts()
        if self.errors.keys() - {"reason", "extent", "restock"}:
            return
        try:
            self.taken = would_credit(invoice=self.invoice, parts=parts)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error(self.field_of(name), messages)

    def parts(self) -> list[CreditPart] | None:
        """What was asked for; None for all that is left."""
        if self.cleaned_data.get("extent") == EVERYTHING:
            return None
        asked = (self._part(each) for each in self._left)
        return [part for part in asked if part.quantity is not None or part.amount is not None]

    def reference(self) -> str:
        """Of the form as it was opened."""
        return f"form-{self.cleaned_data.get('token') or token_hex(6)}"

    def gives_back(self) -> bool:
        """Whether the use of the invoice's code comes back with this credit note."""
        return bool(self.cleaned_data.get("give_back"))

    def field_of(self, name: str) -> str | None:
        """The field that a dotted name of a fault is about; None for the form as a whole."""
        if name in self.fields:
            return name
        kind, _dot, rest = name.partition(".")
        if kind != "lines" or not rest:
            return None
        index, _dot, column = rest.partition(".")
        position = (self.parts() or [])[int(index)].position
        units, amount = f"units-{position}", f"amount-{position}"
        return amount if column == "amount" or units not in self.fields else units

    def sums(self) -> Amounts:
        """What would be taken back in all, below 0."""
        return sums(self.taken)

    def vat(self) -> list[VatSum]:
        """The same per rate."""
        return vat_sums(self.taken)

    def remaining(self) -> Decimal:
        """What would be left of the invoice then."""
        return self.left_total + self.sums().gross

    def _part(self, left: Left) -> CreditPart:
        amount: Decimal | None = self.cleaned_data.get(_amount(left))
        if amount is not None and amount > 0 > left.amounts.gross:
            # A discount is taken back with its sign; people write the amount without one.
            amount = -amount
        return CreditPart(
            position=left.line.position,
            quantity=self.cleaned_data.get(_units(left)),
            amount=amount,
        )


def _filled_in(proposal: Proposal | None) -> dict[str, Any]:
    """What the fields hold at first."""
    if proposal is None:
        return {}
    filled = {"reason": proposal.reason, "restock": proposal.restock}
    if proposal.parts is None:
        return filled | {"extent": EVERYTHING}
    units = {f"units-{part.position}": part.quantity for part in proposal.parts}
    amounts = {f"amount-{part.position}": part.amount for part in proposal.parts}
    return filled | {"extent": PARTS} | units | amounts


def _proposed(invoice: Invoice, proposal: Proposal) -> Sequence[CreditNoteLine]:
    """Nothing where the proposal is empty, or has been overtaken."""
    try:
        return would_credit(invoice=invoice, parts=proposal.parts)
    except ValidationError:
        return []


def _units(left: Left) -> str:
    return f"units-{left.line.position}"


def _amount(left: Left) -> str:
    return f"amount-{left.line.position}"
