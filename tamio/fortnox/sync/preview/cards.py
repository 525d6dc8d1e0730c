"""Which cards are made, changed or left: told field by field, by the rule that sends them."""

from dataclasses import replace

from tamio.fortnox.client.models.base import alias
from tamio.fortnox.models.links import CardLink
from tamio.fortnox.sync.cards import Fields, fields_of
from tamio.fortnox.sync.master_data import MasterData
from tamio.fortnox.sync.preview.shapes import Card, Doing, FieldChange

CUSTOMER, ARTICLE = "customer", "article"


def cards_of(cards: MasterData) -> tuple[Card, list[Card]]:
    """The customer's, and the articles in the order of the lines."""
    stale = cards.stale()
    customer = _card(
        CUSTOMER,
        cards.customer_link,
        fields_of(cards.customer),
        name=cards.customer.name or "",
        is_stale=cards.customer_key in stale,
    )
    if cards.adopts:
        customer = replace(customer, doing=Doing.ADOPT, changes=[])
    articles = [
        _card(
            ARTICLE,
            cards.article_links[sku],
            fields_of(article),
            name=article.description or "",
            is_stale=f"article:{sku}" in stale,
        )
        for sku, article in cards.articles.items()
    ]
    return customer, articles


def _card(kind: str, link: CardLink, wanted: Fields, *, name: str, is_stale: bool) -> Card:
    if not is_stale:
        return Card(kind=kind, number=link.number, name=name, doing=Doing.LEAVE)
    is_new = link.sent is None
    changed = wanted if is_new else link.unlike(wanted)
    before = {} if is_new else link.certain()
    return Card(
        kind=kind,
        number=link.number,
        name=name,
        doing=Doing.CREATE if is_new else Doing.CHANGE,
        changes=[
            FieldChange(alias(field), before.get(field), value)
            for field, value in changed.items()
            if value is not None or not is_new
        ],
        in_doubt=link.noted is not None,
    )


def assume_sent(cards: MasterData) -> None:
    """For what is worked out next: as if these cards had been written. Touches no row."""
    if cards.read_before is None:
        raise ValueError("only what was read for many is carried from one to the next")
    if cards.match.is_open:
        return  # it is stopped, and so is the customer's next sale
    stale = cards.stale()
    if cards.customer_key in stale:
        cards.read_before.customers[cards.invoice.customer_id] = cards.customer_link
        _as_sent(cards.customer_link, fields_of(cards.customer))
    for sku, article in cards.articles.items():
        if f"article:{sku}" in stale:
            cards.read_before.articles[sku] = cards.article_links[sku]
            _as_sent(cards.article_links[sku], fields_of(article))


def _as_sent(link: CardLink, fields: Fields) -> None:
    link.sent = {**(link.sent or {}), **fields}
    link.noted = None
