"""Customers and articles in Fortnox: made when missing, changed when changed, else untouched.

A link row holds what was last sent. Unknown: POST first, since most are new; "number already
used" is answered by a look at the card. Known and changed: PUT of the changed fields. Known and
unchanged: no request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.client.errors import NotFound, Refused
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.article import Article
from tamio.fortnox.client.models.customer import Customer, StoredCustomer
from tamio.fortnox.models import ArticleLink, CustomerLink, Settings
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.mapping import Texts, article_card, card_treatment, customer_card
from tamio.outbox.problem import Problem

_CUSTOMER_NUMBER_USED = 2000637
_ARTICLE_NUMBER_USED = 2000013
_NO_SUCH_UNIT = frozenset({2000432, 2000699})


class NumberTaken(Exception):
    """Our customer number is another customer's in Fortnox; `problem` shows both."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.en)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterData:
    """Brings the customer and articles of one invoice up to date in one company."""

    fortnox: Fortnox
    tenant_id: str
    settings: Settings
    texts: Texts
    now: datetime

    def customer_number(self, *, invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
        """The customer's number in Fortnox. Raises NumberTaken and the client's errors."""
        link = CustomerLink.objects.filter(
            tenant_id=self.tenant_id, customer_id=invoice.customer_id
        ).first()
        number = link.number if link else self._own_number(invoice)
        card = customer_card(
            buyer=invoice.customer,
            treatment=card_treatment(lines),
            number=number,
            texts=self.texts,
        )
        if link is None:
            self._link_customer(invoice, card, self._make_customer(card))
        elif changed := _changed(_fields(card), link.sent):
            self.fortnox.customers.update(number, Customer.model_validate(changed))
            self._link_customer(invoice, card, _fields(card))
        return number

    def articles(self, *, lines: Sequence[InvoiceLine], products: dict[str, Product]) -> None:
        """Every article of the lines exists. Raises the client's errors."""
        numbers = {line.sku for line in lines}
        links = {
            link.number: link
            for link in ArticleLink.objects.filter(
                tenant_id=self.tenant_id, store_id=self.settings.store_id, number__in=numbers
            )
        }
        for sku, line in {line.sku: line for line in lines}.items():
            self._article(line, products.get(sku), links.get(sku))

    def _own_number(self, invoice: Invoice) -> str:
        return f"{self.settings.customer_prefix}{invoice.customer.number}"

    def _make_customer(self, card: Customer) -> dict[str, Any]:
        try:
            self.fortnox.customers.create(card)
        except Refused as error:
            if error.code != _CUSTOMER_NUMBER_USED:
                raise
            return self._adopt_customer(card)
        return _fields(card)

    def _adopt_customer(self, card: Customer) -> dict[str, Any]:
        """The number is used: by this very customer, or by another."""
        assert card.customer_number is not None
        existing = self.fortnox.customers.get(card.customer_number)
        if not _is_the_same(card, existing):
            raise NumberTaken(wording.number_taken(ours=card.name or "", card=existing))
        if changed := _changed(_fields(card), existing.model_dump(mode="json")):
            self.fortnox.customers.update(card.customer_number, Customer.model_validate(changed))
        return _fields(card)

    def _link_customer(self, invoice: Invoice, card: Customer, sent: dict[str, Any]) -> None:
        assert card.customer_number is not None
        CustomerLink.objects.update_or_create(
            tenant_id=self.tenant_id,
            customer_id=invoice.customer_id,
            defaults={"number": card.customer_number, "sent": sent, "sent_at": self.now},
        )

    def _article(
        self, line: InvoiceLine, product: Product | None, link: ArticleLink | None
    ) -> None:
        card = article_card(line=line, product=product, texts=self.texts)
        if link is None:
            self._link_article(card, self._make_article(card))
            return
        # Without a product the words are the sale's own: they do not rename the article.
        changed = _changed(_fields(card), link.sent) if product else {}
        if changed:
            self._update_article(link.number, Article.model_validate(changed))
            self._link_article(card, _fields(card))

    def _make_article(self, card: Article) -> dict[str, Any]:
        try:
            self.fortnox.articles.create(card)
        except Refused as error:
            # A used number: it is the article that this identifier means, and stays as it is.
            if error.code != _ARTICLE_NUMBER_USED:
                self._make_article_without_unit(card, error)
        except NotFound as error:
            self._make_article_without_unit(card, error)
        return _fields(card)

    def _make_article_without_unit(self, card: Article, error: Refused | NotFound) -> None:
        if error.code not in _NO_SUCH_UNIT or card.unit is None:
            raise error
        self._make_article(self._without_unit(card))

    def _update_article(self, number: str, patch: Article) -> None:
        try:
            self.fortnox.articles.update(number, patch)
        except (Refused, NotFound) as error:
            if error.code not in _NO_SUCH_UNIT or patch.unit is None:
                raise
            self.fortnox.articles.update(number, self._without_unit(patch))

    def _without_unit(self, card: Article) -> Article:
        """The unit is not in the company's register, which is outside our consent to fill."""
        self.texts.changes.append(f"Unit: “{card.unit}” is not a unit in Fortnox; left out")
        return Article.model_validate(
            {field: value for field, value in _fields(card).items() if field != "unit"}
        )

    def _link_article(self, card: Article, sent: dict[str, Any]) -> None:
        assert card.article_number is not None
        ArticleLink.objects.update_or_create(
            tenant_id=self.tenant_id,
            store_id=self.settings.store_id,
            number=card.article_number,
            defaults={"sent": sent, "sent_at": self.now},
        )


def _fields(card: Customer | Article) -> dict[str, Any]:
    return card.model_dump(mode="json", exclude_unset=True)


def _changed(wanted: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in wanted.items() if known.get(field) != value}


def _is_the_same(ours: Customer, theirs: StoredCustomer) -> bool:
    """The organisation number decides where both have one; else e-mail and name together."""
    if ours.organisation_number and theirs.organisation_number:
        return _alike(ours.organisation_number, theirs.organisation_number)
    return _alike(ours.email, theirs.email) and _alike(ours.name, theirs.name)


def _alike(one: str | None, other: str | None) -> bool:
    return (one or "").casefold().strip() == (other or "").casefold().strip()
