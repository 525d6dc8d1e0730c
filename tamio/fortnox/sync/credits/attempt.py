"""One attempt at a credit note: what it works with, and the note that it writes before it sends."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import OutcomeUnknown
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.models import Connection, CreditLink, Way
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.cards import NOT_WRITTEN
from tamio.fortnox.sync.writing import StillUnderWay, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`makes_invoices`: whether an order that is invoiced in Fortnox is credited by Tamio."""

    note: CreditNote
    connection: Connection
    accounts: RevenueAccounts
    fortnox: Fortnox
    writing: Writing
    makes_invoices: bool

    @property
    def notes(self) -> list[CreditNote]:
        """All that are issued for the invoice, by number."""
        return issued_for(self.note.invoice_id)

    @contextmanager
    def noted(
        self, *, way: Way, order_number: str, changes: Sequence[str] = (), **numbers: str
    ) -> Iterator[None]:
        """Around one request that writes: noted before it, and taken back if it was not sent.

        Raises StillUnderWay while an earlier request for the same invoice may still arrive.
        """
        self._wait_for_what_is_under_way()
        before = CreditLink.objects.filter(credit_note=self.note).first()
        link = self._note_down(
            {"way": way, "order_number": order_number, "changes": list(changes), **numbers}
        )
        try:
            with self.writing.noted(link):
                yield
        except OutcomeUnknown:
            raise
        except NOT_WRITTEN:
            self._take_back(link, before)
            raise

    def done(self, **values: Any) -> None:
        """Fortnox holds it. `values`: of the link, with the sums."""
        now = self.writing.now
        first = {"tenant_id": self.connection.tenant_id, "noted_at": now, "doubt_until": now}
        CreditLink.objects.update_or_create(
            credit_note=self.note,
            defaults={"done_at": now, **values},
            create_defaults=first | {"done_at": now, **values},
        )

    def _note_down(self, values: dict[str, Any]) -> CreditLink:
        now = self.writing.now
        noted = {
            "tenant_id": self.connection.tenant_id,
            "noted_at": now,
            "doubt_until": self.writing.doubt_from(now),
            "done_at": None,
        }
        with self.writing.under_lease():
            link, _ = CreditLink.objects.update_or_create(
                credit_note=self.note, defaults=noted | values
            )
        return link

    def _take_back(self, link: CreditLink, before: CreditLink | None) -> None:
        with self.writing.under_lease():
            if before is not None and before.credit_number:
                before.save()
            else:
                link.delete()

    def _wait_for_what_is_under_way(self) -> None:
        until = in_doubt_until(note=self.note, now=self.writing.now)
        if until is not None:
            raise StillUnderWay(until)


def issued_for(invoice_id: int) -> list[CreditNote]:
    """The credit notes of an invoice by number, with their lines."""
    issued = CreditNote.objects.filter(invoice_id=invoice_id).exclude(issued_at=None)
    return list(issued.order_by("number").prefetch_related("lines__line"))


def in_doubt_until(*, note: CreditNote, now: datetime) -> datetime | None:
    """Until when something sent for a credit note of the same invoice may still arrive."""
    doubted = CreditLink.objects.filter(
        credit_note__invoice_id=note.invoice_id, done_at=None, doubt_until__gt=now
    )
    until: datetime | None = doubted.aggregate(until=Max("doubt_until"))["until"]
    return until
