"""Makes the credit invoice of an order that is invoiced in Fortnox, and brings a note onto it.

Two requests write: one credits the whole invoice there, one trims the rows. Each is noted before it
leaves, and every attempt starts from what Fortnox holds: the invoice names its credit invoice, and
the text on that names the credit notes it holds. So whatever was cut off is gone on with.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.errors import Forbidden, NotFound, OutcomeUnknown, Refused
from tamio.fortnox.client.models.invoice import Invoice as Patch
from tamio.fortnox.client.models.invoice import StoredInvoice
from tamio.fortnox.models import CreditLink, Way
from tamio.fortnox.sync.credits import rights
from tamio.fortnox.sync.credits.attempt import Attempt
from tamio.fortnox.sync.credits.invoices import wording
from tamio.fortnox.sync.credits.invoices.original import is_as_sold, is_mirror, sums_of
from tamio.fortnox.sync.credits.invoices.rows import trimmed, with_another
from tamio.fortnox.sync.credits.invoices.standing import (
    CreditStanding,
    standing_of,
    takes_back,
)
from tamio.fortnox.sync.credits.order import Standing
from tamio.fortnox.sync.credits.wording import by_a_person
from tamio.fortnox.sync.texts import Texts
from tamio.outbox.outcome import Differs, Outcome, Rejected, Submitted
from tamio.outbox.problem import Problem


def bring(attempt: Attempt, stands: Standing) -> Outcome:
    """Raises the client's errors and StillUnderWay, but nothing about rights: without those it is
    a person's task, and no sale stops for it.
    """
    making = _Making(attempt=attempt, stands=stands)
    try:
        return making.run()
    except Forbidden:
        with attempt.writing.under_lease():
            rights.lost(attempt.connection)
        return Rejected(by_a_person(note=attempt.note, order=stands.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """`stands`: the order, which lacks the credit note."""

    attempt: Attempt
    stands: Standing

    def run(self) -> Outcome:
        number = self.stands.order.invoice_reference or ""
        try:
            original = self.attempt.fortnox.invoices.get(number)
        except NotFound:
            return self._task(wording.original_gone(self.attempt.note, self.stands))
        if not original.counterpart:
            return self._credit(original)
        if not self._is_ours(original):
            return self._by_someone_else(original)
        return self._put_on(original, original.counterpart)

    def _credit(self, original: StoredInvoice) -> Outcome:
        attempt, number = self.attempt, original.document_number
        if not is_as_sold(original, invoice=self._invoice, expected=self.stands.expected):
            return self._task(wording.original_changed(attempt.note, self.stands, original))
        try:
            with self._noted(original):
                credited = attempt.fortnox.invoices.credit(number)
        except Refused as error:
            now = attempt.fortnox.invoices.get(number)
            if now.counterpart:
                return self._by_someone_else(now)
            return self._task(wording.not_credited(attempt.note, self.stands, error))
        made = credited.counterpart or attempt.fortnox.invoices.get(number).counterpart
        if not made:
            raise OutcomeUnknown(f"invoice {number} is credited, but names no credit invoice")
        self._keep(made)
        return self._put_on(original, made)

    def _put_on(self, original: StoredInvoice, number: str) -> Outcome:
        """`number`: the credit invoice, which Tamio has had made."""
        note = self.attempt.note
        credit = self.attempt.fortnox.invoices.get(number)
        stands = self._standing_of(credit)
        if stands.holds(note) or self._is_whole(stands):
            return self._done(original, credit)
        texts = Texts()
        if stands.is_as_left and note not in stands.held:
            patch = with_another(credit, original=original, note=note, texts=texts)
        elif not stands.held and is_mirror(credit, original):
            patch = trimmed(credit, note=note, texts=texts)
        elif not stands.held and self._is_anothers(credit):
            return self._task(wording.credited_already(note, self.stands, credit))
        else:
            return self._task(wording.credit_changed(note, self.stands, stands))
        if credit.is_final:
            return self._task(wording.credit_final(note, self.stands, credit))
        return self._write(original, credit, patch, texts.changes)

    def _standing_of(self, credit: StoredInvoice) -> CreditStanding:
        """What the order holds is named on its invoice too, and is not what is looked for."""
        return standing_of(credit, notes=self.stands.missing)

    def _is_whole(self, stands: CreditStanding) -> bool:
        """Whether it is, without a text that names any, what this credit note alone asks for."""
        if stands.held or self._is_anothers(stands.credit):
            return False
        return takes_back(stands.credit, self.attempt.note, by_article=True)

    def _is_anothers(self, credit: StoredInvoice) -> bool:
        """Whether it is what another credit note of the sale was found to be done by."""
        others = CreditLink.objects.filter(
            credit_note__invoice_id=self.attempt.note.invoice_id,
            tenant_id=self.attempt.connection.tenant_id,
            credit_number=credit.document_number,
            done_at__isnull=False,
        )
        return others.exclude(credit_note=self.attempt.note).exists()

    def _write(
        self, original: StoredInvoice, credit: StoredInvoice, patch: Patch, changes: Sequence[str]
    ) -> Outcome:
        number = credit.document_number
        try:
            with self._noted(original, credit_number=number, changes=changes):
                after = self.attempt.fortnox.invoices.update(number, patch)
        except Refused:
            now = self.attempt.fortnox.invoices.get(number)
            if not now.is_final:
                raise
            return self._task(wording.credit_final(self.attempt.note, self.stands, now))
        return self._done(original, after)

    def _done(self, original: StoredInvoice, credit: StoredInvoice) -> Outcome:
        """Noted as done, and proven: another sum than asked for is told, not hidden."""
        found = sums_of(credit)
        attempt = self.attempt
        with attempt.writing.under_lease():
            attempt.done(
                way=Way.INVOICE,
                order_number=self.stands.order.document_number,
                invoice_number=original.document_number,
                credit_number=credit.document_number,
                total=found.total,
                vat=found.vat,
            )
        stands = self._standing_of(credit)
        alone = not stands.held and takes_back(credit, attempt.note, by_article=False)
        if stands.holds(attempt.note) or alone:
            return Submitted()
        return Differs(wording.differs(attempt.note, stands))

    def _by_someone_else(self, original: StoredInvoice) -> Outcome:
        """The task may have been done already: then it is seen to be, and nothing is written."""
        credit = self.attempt.fortnox.invoices.get(original.counterpart)
        if takes_back(credit, self.attempt.note, by_article=False):
            return self._done(original, credit)
        return self._task(wording.credited_already(self.attempt.note, self.stands, credit))

    def _noted(
        self, original: StoredInvoice, *, credit_number: str = "", changes: Sequence[str] = ()
    ) -> AbstractContextManager[None]:
        return self.attempt.noted(
            way=Way.INVOICE,
            order_number=self.stands.order.document_number,
            changes=changes,
            invoice_number=original.document_number,
            credit_number=credit_number,
        )

    def _is_ours(self, original: StoredInvoice) -> bool:
        """Whether the credit invoice was noted before it was made, for any note of this sale."""
        noted = CreditLink.objects.filter(
            credit_note__invoice_id=self.attempt.note.invoice_id,
            tenant_id=self.attempt.connection.tenant_id,
            way=Way.INVOICE,
            invoice_number=original.document_number,
        )
        return noted.filter(credit_number__in=["", original.counterpart]).exists()

    @property
    def _invoice(self) -> Invoice:
        return self.attempt.note.invoice

    def _task(self, problem: Problem) -> Outcome:
        return Rejected(problem)

    def _keep(self, credit_number: str) -> None:
        """Answered: nothing is under way any more."""
        link = CreditLink.objects.get(credit_note=self.attempt.note)
        link.credit_number = credit_number
        link.doubt_until = self.attempt.writing.now
        with self.attempt.writing.under_lease():
            link.save(update_fields=["credit_number", "doubt_until"])
