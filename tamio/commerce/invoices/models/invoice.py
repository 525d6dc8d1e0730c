"""Invoice: the sale. Drafted with its lines, issued once, never edited after that.

Issued rows are kept as they are by triggers in the database (see migrations), and so is the
rule that the lines sum to the totals; the code below only keeps to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.customers.models import Customer, CustomerType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft, VatSum, sums, vat_sums
from tamio.commerce.invoices.models.lasting import NET_AND_VAT, AlreadyIssued, LastingQuerySet
from tamio.commerce.money import CURRENCIES, Money
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import take_number
from tamio.commerce.vat.treatments import Treatment
from tamio.outbox.record import record

_AT_ISSUE = ("number", "issued_at", "invoice_date", "exchange_rate", "exchange_rate_date")

#: The currency of the books, and so of the VAT that an invoice states (VAT Act, chapter 17).
BOOKED_IN = "SEK"


class Channel(models.TextChoices):
    """Where the sale was made."""

    STOREFRONT = "storefront", _("Shop")
    API = "api", _("API")
    TEST_SALE = "test_sale", _("Test sale")
    RENEWAL = "renewal", _("Renewal")


class Invoice(models.Model):
    """One purchase. `number` and `issued_at` are empty while it is a draft.

    The buyer's and seller's particulars are a snapshot: what they were at the sale.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="invoices")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="invoices")
    number = models.PositiveBigIntegerField(_("invoice number"), null=True)
    external_reference = models.CharField(max_length=80, null=True)  # unique if any
    channel = models.CharField(max_length=12, choices=Channel.choices)
    currency = models.CharField(max_length=3, choices=[(code, code) for code in CURRENCIES])
    prices_include_vat = models.BooleanField()
    issued_at = models.DateTimeField(null=True)
    invoice_date = models.DateField(null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)

    # SEK for one unit of the currency, as the store had given it when the invoice was issued.
    exchange_rate = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    exchange_rate_date = models.DateField(null=True)

    buyer_type = models.CharField(max_length=10, choices=CustomerType.choices)
    buyer_name = models.CharField(max_length=200)
    buyer_email = models.EmailField()
    buyer_organisation_number = models.CharField(max_length=30, blank=True)
    buyer_vat_number = models.CharField(max_length=20, blank=True)
    # Whom or what the buyer wants named: a person, a cost centre, an order number of theirs.
    buyer_reference = models.CharField(max_length=50, blank=True)
    buyer_line1 = models.CharField(max_length=200)
    buyer_postal_code = models.CharField(max_length=10)
    buyer_city = models.CharField(max_length=100)
    buyer_country = models.CharField(max_length=2)
    # Where the goods went, if not to the buyer's address.
    delivery_name = models.CharField(max_length=200, blank=True)
    delivery_line1 = models.CharField(max_length=200, blank=True)
    delivery_postal_code = models.CharField(max_length=10, blank=True)
    delivery_city = models.CharField(max_length=100, blank=True)
    delivery_country = models.CharField(max_length=2, blank=True)
    seller = models.JSONField()

    objects: ClassVar[models.Manager[Invoice]] = models.Manager.from_queryset(LastingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="one_invoice_a_number"),
            models.UniqueConstraint(
                fields=["store", "external_reference"], name="one_invoice_a_reference"
            ),
            models.CheckConstraint(
                name="invoice_total_is_net_and_vat", condition=Q(total=NET_AND_VAT)
            ),
            models.CheckConstraint(
                name="an_issued_invoice_has_number_and_date",
                condition=Q(issued_at__isnull=True, number__isnull=True, invoice_date__isnull=True)
                | Q(issued_at__isnull=False, number__isnull=False, invoice_date__isnull=False),
            ),
            models.CheckConstraint(
                name="an_exchange_rate_has_its_day",
                condition=Q(exchange_rate=None, exchange_rate_date=None)
                | Q(exchange_rate__gt=0, exchange_rate_date__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-number"]),
            # What the list is sorted by: a page begins where the last one ended.
            models.Index(fields=["store", "invoice_date"]),
            models.Index(fields=["store", "buyer_name", "id"], name="invoices_by_buyer"),
            models.Index(fields=["store", "total", "id"], name="invoices_by_total"),
            # What crosses a border is found without reading what does not.
            models.Index(fields=["store", "buyer_country", "invoice_date"]),
            models.Index(fields=["store", "delivery_country", "invoice_date"]),
        ]

    def __str__(self) -> str:
        return f"invoice {self.number or 'draft'}"

    def issue(self, *, now: datetime) -> None:
        """Gives the draft its number and date, and records the fact. Inside a transaction.

        Raises AlreadyIssued; the database refuses an issue whose lines do not sum to it.
        """
        if self.issued_at is not None:
            raise AlreadyIssued(f"invoice {self.number} is issued")
        self.take(take_number(store=self.store, kind="invoice"), now=now)
        super().save(update_fields=_AT_ISSUE)
        record(kind="invoice.issued", store_id=self.store_id, subject_id=self.pk, now=now)

    def take(self, number: int, *, now: datetime) -> None:
        """Sets what it is issued with, unsaved."""
        self.number = number
        self.issued_at = now
        self.invoice_date = self.store.date_of(now)
        self._keep_exchange_rate(on_date=self.invoice_date)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises AlreadyIssued once the invoice is issued, before the database would refuse."""
        if self.issued_at is not None:
            raise AlreadyIssued(f"invoice {self.number} is issued")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AlreadyIssued("an invoice is never deleted")

    def _keep_exchange_rate(self, *, on_date: date) -> None:
        """For the VAT in kronor, which an invoice in another currency has to state."""
        given = None
        if self.currency != BOOKED_IN:
            given = self.store.exchange_rate(self.currency, on_date=on_date)
        if given is not None:
            self.exchange_rate, self.exchange_rate_date = given.rate, given.rate_date

    @property
    def reference(self) -> str:
        """A reference of fixed length, unique for store and invoice; no one contains another."""
        return f"T{self.store.reference_code}{self.number:010d}"

    @property
    def likely_language(self) -> str:
        """What its buyer is written to in, where nobody has chosen for this sale: as the customer's
        card says; else the store's own language in its own country, and English abroad.
        """
        if self.customer.language:
            return self.customer.language
        at_home = self.buyer_country == self.seller["country"]
        return self.store.language if at_home else "en"

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    def vat_specification(self) -> list[VatSum]:
        """Taxable amount and VAT per rate, highest rate first (VAT Act 17:24, points 8 to 10)."""
        return vat_sums(self.lines.all())


class InvoiceLine(models.Model):
    """One line as sold: text, quantity, price, discount and VAT as they were.

    Without an identifier it is no article: shipping, a fee, a discount, a text, a free line.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=LineKind.choices, default=LineKind.ITEM)
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, null=True, on_delete=models.PROTECT, related_name="+")
    sku = models.CharField(max_length=50, blank=True)
    description = models.CharField(max_length=200)
    item_type = models.CharField(max_length=10, choices=ItemType.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=4)
    unit = models.CharField(max_length=10)
    unit_price = models.DecimalField(max_digits=14, decimal_places=4)
    discount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    vat_treatment = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Treatment])
    # Where the VAT is due (ISO code, XI for Northern Ireland); "" for none, and for texts.
    vat_country = models.CharField(max_length=2, blank=True, default="")
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager[InvoiceLine]] = models.Manager.from_queryset(LastingQuerySet)()

    class Meta:
        ordering = ["invoice", "position"]
        # What is billed for days to come is found among all that was ever sold.
        indexes = [
            models.Index(
                fields=["period_end"],
                name="lines_by_their_last_day",
                condition=Q(period_end__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="one_line_a_position"),
            models.CheckConstraint(
                name="line_gross_is_net_and_vat", condition=Q(gross=NET_AND_VAT)
            ),
            models.CheckConstraint(
                name="a_line_has_a_whole_period_or_none",
                condition=Q(period_start=None, period_end=None)
                | Q(period_start__lt=F("period_end")),
            ),
            models.CheckConstraint(
                name="a_text_costs_nothing", condition=~Q(kind=LineKind.TEXT) | Q(gross=0, net=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.sku or self.description}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AlreadyIssued("a line of an invoice is never deleted")

    @property
    def period_last(self) -> date | None:
        """The last day that it pays for: periods are half-open, people count days."""
        return self.period_end - timedelta(days=1) if self.period_end else None


def draft_invoice(
    *,
    store: Store,
    customer: Customer,
    lines: Sequence[LineDraft],
    currency: str,
    prices_include_vat: bool,
    channel: Channel,
    external_reference: str | None = None,
    delivery: Mapping[str, str] | None = None,
    buyer_reference: str = "",
) -> Invoice:
    """Writes a draft with its lines and totals. Call inside the transaction that issues it.

    `delivery`: the fields `delivery_…` of this sale, if its goods go elsewhere.
    """
    invoice = unsaved_invoice(
        store=store,
        customer=customer,
        lines=lines,
        currency=currency,
        prices_include_vat=prices_include_vat,
        channel=channel,
        external_reference=external_reference,
        delivery=delivery,
        buyer_reference=buyer_reference,
    )
    invoice.save()
    InvoiceLine.objects.bulk_create(unsaved_lines(invoice, lines))
    return invoice


def unsaved_invoice(
    *,
    store: Store,
    customer: Customer,
    lines: Sequence[LineDraft],
    delivery: Mapping[str, str] | None = None,
    **said: Any,
) -> Invoice:
    """The draft's own row, with what it comes to. `said`: its other columns."""
    total = sums(lines)
    return Invoice(
        store=store,
        customer=customer,
        net=total.net,
        vat=total.vat,
        total=total.gross,
        seller=_seller(store),
        **said,
        **_buyer(customer),
        **(delivery or {}),
    )


def unsaved_lines(invoice: Invoice, lines: Sequence[LineDraft]) -> list[InvoiceLine]:
    """Its lines; the first has position 1."""
    return [
        InvoiceLine(invoice=invoice, position=position, **line.columns())
        for position, line in enumerate(lines, start=1)
    ]


_BUYER = (
    "type", "name", "email", "organisation_number", "vat_number",
    "line1", "postal_code", "city", "country",
)  # fmt: skip
_SELLER = (
    "name", "organisation_number", "vat_number", "email", "phone", "website", "seat",
    "f_tax_approved", "our_reference", "line1", "postal_code", "city", "country",
    "bankgiro", "plusgiro", "swish", "iban", "bic", "late_payment_text",
)  # fmt: skip


def _buyer(customer: Customer) -> dict[str, Any]:
    return {f"buyer_{field}": getattr(customer, field) for field in _BUYER}


def _seller(store: Store) -> dict[str, Any]:
    fee = store.reminder_fee
    return {field: getattr(store, field) for field in _SELLER} | {
        "reminder_fee": None if fee is None else f"{fee:.2f}"
    }
