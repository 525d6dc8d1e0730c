"""The customer and articles of one invoice: which cards it needs, and what is not up to date.

A link row holds what was last sent. Unknown: POST first, since most are new; "number already
used" is answered by a look at the card. Known and changed: PUT of the changed fields. Known and
unchanged: no request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.article import Article
from tamio.fortnox.client.models.customer import Customer
from tamio.fortnox.models import ArticleLink, CustomerLink, Settings
from tamio.fortnox.models.links import CardLink
from tamio.fortnox.sync.articles import ArticleCard
from tamio.fortnox.sync.cards import Fields, bring_up_to_date, fields_of, to_change
from tamio.fortnox.sync.customers import CustomerCard
from tamio.fortnox.sync.known import Known, known
from tamio.fortnox.sync.mapping import article_card, card_treatment, customer_card
from tamio.fortnox.sync.matching import adopting
from tamio.fortnox.sync.matching.finding import NO_MATCH, Match
from tamio.fortnox.sync.order_link import doubted_until
from tamio.fortnox.sync.protection import protected_fields
from tamio.fortnox.sync.texts import Texts
from tamio.fortnox.sync.writing import StillUnderWay, Writing


@dataclass(kw_only=True)
class MasterData:
    """Reads nothing from Fortnox by itself, and nothing twice from the database."""

    tenant_id: str
    settings: Settings
    invoice: Invoice
    lines: Sequence[InvoiceLine]
    texts: Texts
    #: Where many are worked out at once, what was read for all of them.
    read_before: Known | None = None

    def needed(self) -> frozenset[str]:
        """The cards that the order stands on: `customer:ID`, `article:SKU`."""
        return frozenset({self.customer_key} | {f"article:{sku}" for sku in self._line_by_sku})

    def stale(self) -> frozenset[str]:
        """Those of them that must be written before the order is."""
        articles = {f"article:{sku}" for sku in self._line_by_sku if self._article_is_stale(sku)}
        return frozenset(articles | ({self.customer_key} if self._customer_is_stale else set()))

    def write(self, *, fortnox: Fortnox, writing: Writing) -> None:
        """Makes each of them what it should be. Raises NumberTaken, NumberUsed, client errors,
        StillUnderWay, and what matching raises.
        """
        if self._customer_is_stale:
            self._let_no_order_be_taxed_otherwise(now=writing.now)
            self._adopt(fortnox, writing)
            customer = CustomerCard(self.customer, fortnox, self._protected)
            bring_up_to_date(link=self.customer_link, card=customer, writing=writing)
        for sku, link in self.article_links.items():
            if self._article_is_stale(sku):
                article = ArticleCard(self.articles[sku], fortnox, self.texts)
                bring_up_to_date(link=link, card=article, writing=writing)

    @property
    def customer_number(self) -> str:
        return self.customer_link.number

    @property
    def customer_key(self) -> str:
        """How `needed` and `stale` name the customer's card."""
        return card_of(self.invoice.customer_id)

    @cached_property
    def customer_link(self) -> CustomerLink:
        link = self._known.customers.get(self.invoice.customer_id)
        if link is not None:
            return link
        return CustomerLink(
            tenant_id=self.tenant_id,
            customer=self.invoice.customer,
            number=self.match.number or self._own_number,
        )

    @property
    def match(self) -> Match:
        """What a customer who is new to us could adopt."""
        return self._known.matches.get(self.invoice.customer_id, NO_MATCH)

    @property
    def adopts(self) -> bool:
        """Whether the customer's card stands there already and is taken for theirs."""
        is_new = self.customer_link.sent is None and self.customer_link.noted is None
        return is_new and bool(self.match.number)

    @cached_property
    def article_links(self) -> dict[str, ArticleLink]:
        """By identifier, in the order of the lines."""
        ours = {"tenant_id": self.tenant_id, "store_id": self.invoice.store_id}
        links = self._known.articles
        return {sku: links.get(sku) or ArticleLink(**ours, number=sku) for sku in self._line_by_sku}

    @cached_property
    def customer(self) -> Customer:
        """The card as it is to be."""
        return customer_card(
            buyer=self.invoice.customer,
            treatment=card_treatment(self.lines),
            number=self.customer_number,
            currency=self._currency,
            texts=self.texts,
        )

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles as they are to be, by identifier."""
        return {
            sku: article_card(line=line, variant=self._known.variants.get(sku), texts=self.texts)
            for sku, line in self._line_by_sku.items()
        }

    def _adopt(self, fortnox: Fortnox, writing: Writing) -> None:
        link = self.customer_link
        if link.sent is not None or link.noted is not None:
            return
        adopting.check(self.match, link=link, ours=self.customer.name or "", writing=writing)
        if self.adopts:
            card = CustomerCard(self.customer, fortnox)
            adopting.adopt(self.match, link=link, card=card, writing=writing)

    @property
    def _currency(self) -> str | None:
        """A new card gets that of the sale, and keeps it: every order says its own."""
        if self.customer_link.sent is None:
            return self.invoice.currency
        held: str | None = self.customer_link.sent.get("currency")
        return held

    @property
    def _own_number(self) -> str:
        return f"{self.settings.customer_prefix}{self.invoice.customer.number}"

    @property
    def _customer_is_stale(self) -> bool:
        wanted = fields_of(self.customer)
        return _is_stale(self.customer_link, wanted, protected=self._protected)

    @property
    def _protected(self) -> frozenset[str]:
        left = self.customer_link.still_left(fields_of(self.customer))
        return protected_fields(self.settings.protected_parts) | left

    def _let_no_order_be_taxed_otherwise(self, *, now: datetime) -> None:
        """An order that may still arrive takes its VAT from the card as it finds it."""
        if "vat_type" not in self.customer_link.unlike(fields_of(self.customer)):
            return
        until = doubted_until(
            customer_id=self.invoice.customer_id, tenant_id=self.tenant_id, now=now
        )
        if until is not None:
            raise StillUnderWay(until)

    @cached_property
    def _line_by_sku(self) -> dict[str, InvoiceLine]:
        """Lines without an identifier are no articles."""
        return {line.sku: line for line in self.lines if line.sku}

    @cached_property
    def _known(self) -> Known:
        return self.read_before or known(
            tenant_id=self.tenant_id,
            store_id=self.invoice.store_id,
            customers=[self.invoice.customer],
            skus=list(self._line_by_sku),
            matching=self.settings.match_customers,
        )

    def _article_is_stale(self, sku: str) -> bool:
        link, wanted = self.article_links[sku], fields_of(self.articles[sku])
        # Without a product the words are the sale's own: they do not rename the article.
        if sku not in self._known.variants and link.knows(wanted):
            return False
        return _is_stale(link, wanted)


def card_of(customer_id: int) -> str:
    """How claims name a customer's card."""
    return f"customer:{customer_id}"


def _is_stale(link: CardLink, wanted: Fields, *, protected: frozenset[str] = frozenset()) -> bool:
    return link.sent is None or bool(to_change(link, wanted, protected=protected))
