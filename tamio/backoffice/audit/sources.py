"""Sources of the audit trail that every store has: what was changed, and what was sold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Field, Model, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tamio.backoffice.audit import addresses
from tamio.backoffice.audit.entries import Asked, AuditEntry
from tamio.backoffice.audit.kinds import (
    CATEGORY,
    COLLECTION,
    GIFT_CARD_SETTINGS,
    IMPORT,
    LETTERS,
    OFFER,
    PAGE,
    PRODUCT,
    SHIPPING_METHOD,
    SHIPPING_ZONE,
    SHOPFRONT,
    STORE,
    VARIANT,
    VAT_RATE,
)
from tamio.backoffice.searching import mentions, number_in
from tamio.commerce.audit.models import Change, What
from tamio.commerce.catalogue.models import Category, Collection, Product, Variant
from tamio.commerce.content.models import Page, Shopfront
from tamio.commerce.customers.exchange.work import CUSTOMER_IMPORT
from tamio.commerce.customers.models import Customer
from tamio.commerce.giftcards.blocking import GIFT_CARD
from tamio.commerce.giftcards.models import GiftCard, GiftCardSettings
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.offers.models import Offer
from tamio.commerce.privacy.rights import CUSTOMER
from tamio.commerce.shipping.models import ShippingMethod, ShippingZone
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.commerce.tokens.models import KIND as API_TOKEN
from tamio.look.chips import Text

_SEARCHED = ["by", "subject_name", "field", "before", "after"]
Address = Callable[[Store, Change], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSource:
    """Changes of some kinds of subjects. `models` have the words of the fields, by kind;
    `names` the words of a subject that has no name of its own; `wholes` say `%(after)s` of what
    was done to the whole of it.
    """

    kind: str
    label: Text
    models: dict[str, type[Model] | None]
    names: dict[str, Text]
    address: Address
    wholes: dict[str, Text] = field(default_factory=dict)
    #: What a deed is called where `What` says too little, by the kind of subject and the deed.
    deeds: dict[tuple[str, str], Text] = field(default_factory=dict)
    #: What is called otherwise than any column of the models.
    fields: dict[str, Text] = field(default_factory=dict)
    #: The words of values that no column has choices for, by the field.
    values: dict[str, dict[str, Text]] = field(default_factory=dict)
    #: Which changes are about the invoice with a key; none are where this is not given.
    about: Callable[[int], Q] | None = None

    def find(self, store: Store, asked: Asked) -> QuerySet[Change]:
        found = Change.objects.filter(store=store, subject_kind__in=list(self.models))
        if asked.invoice_id is not None:
            found = found.filter(self.about(asked.invoice_id)) if self.about else found.none()
        if asked.by:
            found = found.filter(by=asked.by)
        if asked.text:
            found = found.filter(mentions(text=asked.text, fields=_SEARCHED))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[Change]) -> Sequence[AuditEntry]:
        return [self._entry(store, row) for row in rows]

    def _entry(self, store: Store, change: Change) -> AuditEntry:
        column = _column(self.models[change.subject_kind], change.field)
        whole = self.wholes.get(change.subject_kind)
        return AuditEntry(
            at=change.at,
            by=change.by,
            code=f"{change.subject_kind}.{change.what}",
            what=self.deeds.get((change.subject_kind, change.what), What(change.what).label),
            subject=self._subject(change),
            href=self.address(store, change),
            field=capfirst(str(column.verbose_name)) if column else self._field(change.field),
            before=self._value(column, change.field, change.before),
            after=str(whole) % {"after": change.after}
            if whole
            else self._value(column, change.field, change.after),
        )

    def _field(self, name: str) -> Text:
        return self.fields.get(name, name)

    def _value(self, column: "Field[Any, Any] | None", name: str, value: str) -> str:
        words = self.values.get(name, {})
        return str(words[value]) if value in words else _value_words(column, value)

    def _subject(self, change: Change) -> Text:
        kind = self.names.get(change.subject_kind, "")
        return " · ".join(str(part) for part in (kind, change.subject_name) if part)


def _column(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    """None for a field that is no longer there; it is then called by its name."""
    if not name or model is None:
        return None
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _value_words(column: "Field[Any, Any] | None", value: str) -> str:
    """The value as its form shows it."""
    if isinstance(column, BooleanField):
        return {"True": _("yes"), "False": _("no")}.get(value, value)
    choices = {str(key): str(label) for key, label in column.flatchoices} if column else {}
    return choices.get(value, value)


class InvoiceSource:
    """What was sold: every invoice at the moment that it was issued."""

    kind = "invoices"
    label = gettext_lazy("Invoices")

    def find(self, store: Store, asked: Asked) -> QuerySet[Any]:
        issued = Invoice.objects.filter(store=store, issued_at__isnull=False)
        found: QuerySet[Any] = issued.annotate(at=F("issued_at"))
        if asked.by:
            return found.none()
        if asked.invoice_id is not None:
            found = found.filter(pk=asked.invoice_id)
        if asked.text:
            found = found.filter(pk__in=invoices_with(store, asked.text))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[Any]) -> Sequence[AuditEntry]:
        return [_sold(store, row) for row in rows]


def _sold(store: Store, invoice: Any) -> AuditEntry:
    return AuditEntry(
        at=invoice.issued_at,
        by="",
        code="invoice.issued",
        what=_("Invoice issued"),
        subject=invoice_words(invoice.number),
        href=reverse("backoffice:invoice", args=[store.slug, invoice.number]),
        text=f"{invoice.buyer_name} · {invoice.get_channel_display()}",
    )


class CreditNoteSource:
    """What was taken back: every credit note at the moment that it was issued, and by whom."""

    kind = "credit-notes"
    label = gettext_lazy("Credit notes")

    def find(self, store: Store, asked: Asked) -> QuerySet[Any]:
        issued = CreditNote.objects.filter(store=store, issued_at__isnull=False)
        found: QuerySet[Any] = issued.select_related("invoice").annotate(at=F("issued_at"))
        if asked.by:
            found = found.filter(issued_by=asked.by)
        if asked.invoice_id is not None:
            found = found.filter(invoice=asked.invoice_id)
        if asked.text:
            meant = Q(invoice__in=invoices_with(store, asked.text))
            found = found.filter(meant | mentions(text=asked.text, fields=["reason", "issued_by"]))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[Any]) -> Sequence[AuditEntry]:
        return [_credited(store, row) for row in rows]


def _credited(store: Store, note: Any) -> AuditEntry:
    number = note.invoice.number
    return AuditEntry(
        at=note.at,
        by=note.issued_by,
        code="credit_note.issued",
        what=_("Credit note %(number)s issued") % {"number": note.number},
        subject=invoice_words(number),
        href=reverse("backoffice:credit_note", args=[store.slug, note.number]),
        text=note.reason,
    )


def invoice_words(number: int | None) -> str:
    return _("Invoice %(number)s") % {"number": number}


def invoices_with(store: Store, text: str) -> QuerySet[Any]:
    """The keys of the invoices that people mean by `text`: a number, or a part of a buyer."""
    number = number_in(text)
    invoices = store.invoices.filter(number__isnull=False)
    if number is not None:
        return invoices.filter(number=number).values("pk")
    return invoices.filter(mentions(text=text, fields=["buyer_name", "buyer_email"])).values("pk")


SOURCES = (
    InvoiceSource(),
    CreditNoteSource(),
    ChangeSource(
        kind="settings",
        label=gettext_lazy("Store settings"),
        models={STORE: Store, LETTERS: LetterSettings, API_TOKEN: None},
        names={
            STORE: gettext_lazy("Store settings"),
            LETTERS: gettext_lazy("E-mail"),
            API_TOKEN: gettext_lazy("API token"),
        },
        address=addresses.settings_page,
        deeds={(API_TOKEN, What.DISCONNECTED): pgettext_lazy("audit", "Revoked")},
        fields={"exchange_rate": gettext_lazy("Exchange rate")},
        # Of a token as a whole: what it may.
        values={"": {"writes": gettext_lazy("Read and write"), "reads": gettext_lazy("Only read")}},
    ),
    ChangeSource(
        kind="vat-rates",
        label=gettext_lazy("VAT rates"),
        models={VAT_RATE: OwnVatRate},
        names={VAT_RATE: gettext_lazy("Own VAT rate")},
        address=addresses.vat_rates_page,
    ),
    ChangeSource(
        kind="shop",
        label=gettext_lazy("The shop"),
        models={SHOPFRONT: Shopfront, PAGE: Page},
        names={SHOPFRONT: gettext_lazy("The shop's look"), PAGE: gettext_lazy("Page")},
        address=addresses.shop_page,
        fields={"accent": gettext_lazy("Accent colour"), "logo": gettext_lazy("Logo")},
    ),
    ChangeSource(
        kind="shipping",
        label=gettext_lazy("Shipping"),
        models={SHIPPING_ZONE: ShippingZone, SHIPPING_METHOD: ShippingMethod},
        names={},
        address=addresses.shipping_page,
        fields={
            "countries": gettext_lazy("Countries"),
            "steps": gettext_lazy("Price from"),
        },
    ),
    ChangeSource(
        kind="offers",
        label=gettext_lazy("Offers"),
        models={OFFER: Offer},
        names={},
        address=addresses.offer_page,
        fields={"codes": gettext_lazy("Codes"), "products": gettext_lazy("only on")},
    ),
    ChangeSource(
        kind="gift-cards",
        label=gettext_lazy("Gift cards"),
        models={GIFT_CARD: GiftCard, GIFT_CARD_SETTINGS: GiftCardSettings},
        names={
            GIFT_CARD: gettext_lazy("Gift card"),
            GIFT_CARD_SETTINGS: gettext_lazy("Gift cards"),
        },
        address=addresses.gift_card_page,
    ),
    ChangeSource(
        kind="products",
        label=gettext_lazy("Products"),
        models={
            PRODUCT: Product,
            VARIANT: Variant,
            CATEGORY: Category,
            COLLECTION: Collection,
            IMPORT: None,
        },
        names={
            CATEGORY: gettext_lazy("Category"),
            COLLECTION: gettext_lazy("Collection"),
            IMPORT: gettext_lazy("Import of products"),
        },
        address=addresses.product_page,
        # What was a product's own before there were variants.
        fields={
            "sku": gettext_lazy("SKU"),
            "ean": gettext_lazy("EAN"),
            "price": gettext_lazy("Price"),
            "stock": gettext_lazy("In stock"),
            "categories": gettext_lazy("Categories"),
            "collections": gettext_lazy("Collections"),
            "tags": gettext_lazy("Tags"),
            "removed": gettext_lazy("Taken away"),
            "parts": gettext_lazy("What it holds"),
        },
    ),
    ChangeSource(
        kind="customers",
        label=gettext_lazy("Customers"),
        models={CUSTOMER: Customer, CUSTOMER_IMPORT: None},
        names={
            CUSTOMER: gettext_lazy("Customer"),
            CUSTOMER_IMPORT: gettext_lazy("Import of customers"),
        },
        address=addresses.customer_page,
    ),
)
