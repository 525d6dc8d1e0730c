"""Finds submissions by the invoice that they are about, and by their numbers in Fortnox."""

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from tamio.backoffice.lists.finding import Search
from tamio.backoffice.searching import number_in
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.invoices.words import WORDS
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CreditLink, OrderLink, Settings
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.outbox.models import Delivery
from tamio.word_index import Asked


class SubmissionSearch(Search):
    """The words are the invoices'; the keys are those of their submissions and of their credit
    notes'.
    """

    def first(self, words: Asked, most: int) -> list[int]:
        return keys_about(invoices=words.first(most))[:most]

    def meant(self, words: Asked) -> Q:
        notes = CreditNote.objects.filter(invoice__in=words.subquery()).order_by()
        return Q(kind=KIND, subject_id__in=words.subquery()) | Q(
            kind=CREDITED, subject_id__in=notes.values("pk")
        )

    def found_among(self, words: Asked, keys: Sequence[int]) -> set[int]:
        invoices = _invoices_of(keys)
        meant = words.among([*invoices.values()])
        return {key for key, invoice in invoices.items() if invoice in meant}


def search_for(text: str, *, store: Store) -> SubmissionSearch:
    """By the words of the invoice; by the whole number of an invoice or credit note, and of what
    it became in Fortnox.
    """
    invoices, notes = _numbered_there(text, store=store)
    number = number_in(text)
    if number is not None:
        invoices += store.invoices.filter(number=number).values_list("pk", flat=True)
        notes += store.credit_notes.filter(number=number).values_list("pk", flat=True)
    words = WORDS.asked(text=text, store_id=store.pk)
    return SubmissionSearch(words, keys_about(invoices=invoices, notes=notes))


def keys_about(*, invoices: Collection[int], notes: Collection[int] = ()) -> list[int]:
    """Of the submissions of these invoices and credit notes, and of the invoices' credit notes."""
    if not invoices and not notes:
        return []
    theirs = CreditNote.objects.filter(invoice__in=invoices).values_list("pk", flat=True)
    about = Q(kind=KIND, subject_id__in=list(invoices))
    about |= Q(kind=CREDITED, subject_id__in=[*notes, *theirs])
    return list(
        Delivery.objects.filter(about, destination=DESTINATION).values_list("pk", flat=True)
    )


def _numbered_there(text: str, *, store: Store) -> tuple[list[int], list[int]]:
    """Invoices and credit notes whose order, invoice or credit invoice in Fortnox has the number.

    Looked up in the company that the store is, or was last, connected to.
    """
    tenant = Settings.objects.filter(store=store).values_list("tenant_id", flat=True).first()
    if not tenant or " " in text:
        return [], []
    orders = OrderLink.objects.filter(tenant_id=tenant, order_number=text, invoice__store=store)
    credited = _credits_of(store, tenant, Q(invoice_number=text) | Q(credit_number=text))
    return (
        list(orders.values_list("invoice", flat=True)),
        list(credited.values_list("credit_note", flat=True)),
    )


def _credits_of(store: Store, tenant: str, numbered: Q) -> QuerySet[CreditLink]:
    return CreditLink.objects.filter(numbered, tenant_id=tenant, credit_note__store=store)


def _invoices_of(keys: Sequence[int]) -> dict[int, int]:
    """The invoice that each of these submissions is about."""
    rows = list(Delivery.objects.filter(pk__in=keys).values_list("pk", "kind", "subject_id"))
    noted = [subject for _key, kind, subject in rows if kind == CREDITED]
    notes = dict(CreditNote.objects.filter(pk__in=noted).values_list("pk", "invoice"))
    found = {key: notes.get(of) if kind == CREDITED else of for key, kind, of in rows}
    return {key: invoice for key, invoice in found.items() if invoice is not None}
