"""Numbers that mean something else in Fortnox already, and texts that Fortnox would not take."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tamio.commerce.catalogue.models import SKU_PATTERN, Variant
from tamio.commerce.customers.models import Customer as Buyer
from tamio.fortnox.client.characters import clean
from tamio.fortnox.client.lengths import ARTICLE, CUSTOMER
from tamio.fortnox.client.models.customer import Customer, CustomerSummary
from tamio.fortnox.sync.customers import is_the_same
from tamio.fortnox.sync.preflight.asking import Asking
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, Place
from tamio.fortnox.sync.preflight.store import MOST_CARDS, StoreSide, stem_of
from tamio.fortnox.sync.preflight.troubles import not_asked
from tamio.outbox.problem import Words

#: Of many alike, so many are named.
_MOST_NAMED = 3


def customers(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """Numbers of customers that wait, and those that the store gives out next."""
    asked = asking.customers
    if asked.answer is None:
        yield not_asked(Check.CUSTOMERS, about=Words(sv="Kundnummer", en="Customer numbers"))
        return
    theirs = {each.customer_number: each for each in asked.answer}
    taken = [
        (buyer, theirs[number])
        for buyer in side.new_customers
        if (number := side.number_text(buyer.number)) in theirs
        and not is_the_same(_card(buyer), theirs[number])
    ]
    if taken:
        yield _taken(taken)
    elif coming := _coming(side, theirs):
        yield _clash_ahead(side, coming)
    else:
        yield _numbers_free(side, is_whole=asked.is_whole)


def articles(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """An article that is there is used as it is: its name had better be the product's."""
    asked = asking.articles
    if asked.answer is None:
        yield not_asked(Check.ARTICLES, about=Words(sv="Artikelnummer", en="Article numbers"))
        return
    theirs = {each.article_number: each.description or "" for each in asked.answer}
    other = [
        f"{product.sku}: {product.title} / {theirs[product.sku]}"
        for product in side.new_products
        if product.sku in theirs and not _alike(theirs[product.sku], product.title)
    ]
    if other:
        yield _article_differs(other)
    else:
        seen = len(asked.answer)
        more = Words(sv="", en="") if asked.is_whole else _of_first(seen)
        yield Finding(
            check=Check.ARTICLES,
            grade=Grade.FINE,
            what=Words(
                sv=f"Inget artikelnummer betyder något annat i Fortnox{more.sv}.",
                en=f"No article number means something else in Fortnox{more.en}.",
            ),
        )


def texts(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """No request: Fortnox's rules for characters and lengths are known."""
    refused = [each.sku for each in side.products if not re.fullmatch(SKU_PATTERN, each.sku)]
    if refused:
        yield _refused(refused)
    shortened = [*_cut_products(side.products), *_cut_customers(side.customers)]
    if shortened:
        yield _shortened(shortened)
    if not refused and not shortened:
        yield _texts_fine(side)


def _coming(side: StoreSide, theirs: dict[str, CustomerSummary]) -> list[str]:
    """Numbers in Fortnox that are not ours, among the next hundred or so."""
    stem = stem_of(side.number_text(side.next_number))
    following = (side.number_text(side.next_number + step) for step in range(100))
    return [
        number
        for number in following
        if number.startswith(stem) and number in theirs and number not in side.own_numbers
    ]


def _taken(found: Sequence[tuple[Buyer, CustomerSummary]]) -> Finding:
    pairs = [f"{card.customer_number}: {buyer.name} / {card.name}" for buyer, card in found]
    return Finding(
        check=Check.CUSTOMERS,
        grade=Grade.STOPS,
        code="2000637",
        what=Words(
            sv=f"Kundnummer är andra kunder i Fortnox (Tamio / Fortnox): {_some(pairs, 'sv')}.",
            en=f"Customer numbers are other customers in Fortnox (Tamio / Fortnox):"
            f" {_some(pairs, 'en')}.",
        ),
        why=Words(
            sv="De kundernas fakturor stannar, så att ingen annans kort skrivs över.",
            en="Those customers' invoices stop, so that nobody else's card is overwritten.",
        ),
        remedy=_PREFIX,
        place=Place.SETTINGS,
    )


def _clash_ahead(side: StoreSide, numbers: Sequence[str]) -> Finding:
    following = side.number_text(side.next_number)
    return Finding(
        check=Check.CUSTOMERS,
        grade=Grade.LOOK,
        code="number-ahead",
        what=Words(
            sv=f"Nästa kundnummer i Tamio är {following}, men Fortnox har redan"
            f" {_some(numbers, 'sv')}.",
            en=f"The next customer number in Tamio is {following}, but Fortnox already has"
            f" {_some(numbers, 'en')}.",
        ),
        why=Words(
            sv="När en ny kund får ett sådant nummer stannar kundens fakturor.",
            en="When a new customer gets such a number, the customer's invoices stop.",
        ),
        remedy=_PREFIX,
        place=Place.SETTINGS,
    )


def _numbers_free(side: StoreSide, *, is_whole: bool) -> Finding:
    following = side.number_text(side.next_number)
    more = Words(sv="", en="") if is_whole else Words(
        sv=", så långt Fortnox lista lästes", en=", as far as Fortnox's list was read"
    )  # fmt: skip
    return Finding(
        check=Check.CUSTOMERS,
        grade=Grade.FINE,
        what=Words(
            sv=f"Kundnummer från {following} är lediga i Fortnox{more.sv}.",
            en=f"Customer numbers from {following} are free in Fortnox{more.en}.",
        ),
    )


def _article_differs(other: Sequence[str]) -> Finding:
    return Finding(
        check=Check.ARTICLES,
        grade=Grade.LOOK,
        code="2000013",
        what=Words(
            sv="Artikelnummer heter något annat i Fortnox (Tamio / Fortnox):"
            f" {_some(other, 'sv')}.",
            en="Article numbers are called something else in Fortnox (Tamio / Fortnox):"
            f" {_some(other, 'en')}.",
        ),
        why=Words(
            sv="Artikeln i Fortnox används som den är, så statistik och lager blandas.",
            en="The article in Fortnox is used as it is, so statistics and stock are mixed up.",
        ),
        remedy=Words(
            sv="Är det en annan vara, ge produkten ett annat artikelnummer i Tamio. Annars behövs"
            " inget.",
            en="If it is another thing, give the product another SKU in Tamio. Otherwise nothing"
            " is needed.",
        ),
        place=Place.PRODUCTS,
    )


def _refused(skus: Sequence[str]) -> Finding:
    return Finding(
        check=Check.TEXTS,
        grade=Grade.STOPS,
        code="identifier",
        what=Words(
            sv=f"Fortnox tar inte emot artikelnumren {_some(skus, 'sv')}.",
            en=f"Fortnox does not take the article numbers {_some(skus, 'en')}.",
        ),
        why=Words(
            sv="Order med de produkterna nekas.", en="Orders with those products are refused."
        ),
        remedy=Words(
            sv="Ge dem nummer av bokstäver, siffror och - _ . / + utan mellanslag.",
            en="Give them numbers of letters, digits and - _ . / + without spaces.",
        ),
        place=Place.PRODUCTS,
    )


def _shortened(found: Sequence[str]) -> Finding:
    return Finding(
        check=Check.TEXTS,
        grade=Grade.LOOK,
        code="text",
        what=Words(
            sv=f"Texter ändras på vägen till Fortnox: {_some(found, 'sv')}.",
            en=f"Texts are changed on their way to Fortnox: {_some(found, 'en')}.",
        ),
        why=Words(
            sv="Fortnox tar inte emot alla tecken. Varje ändring sparas på fakturan.",
            en="Fortnox does not take all characters. Every change is kept with the invoice.",
        ),
        remedy=Words(
            sv="Skriv om texterna om de ska stå likadant på båda ställena.",
            en="Rewrite the texts if they are to be the same in both places.",
        ),
        place=Place.PRODUCTS,
    )


def _texts_fine(side: StoreSide) -> Finding:
    is_whole = len(side.products) < MOST_CARDS and len(side.customers) < MOST_CARDS
    more = Words(sv="", en="") if is_whole else _of_first(MOST_CARDS)
    return Finding(
        check=Check.TEXTS,
        grade=Grade.FINE,
        what=Words(
            sv=f"Fortnox tar emot produkternas och kundernas texter som de är{more.sv}.",
            en=f"Fortnox takes the texts of products and customers as they are{more.en}.",
        ),
    )


def _cut_products(products: Iterable[Variant]) -> Iterator[str]:
    for product in products:
        if clean(product.title, max_length=ARTICLE["description"]).changes:
            yield f"{product.sku} {product.title}"


def _cut_customers(buyers: Iterable[Buyer]) -> Iterator[str]:
    for buyer in buyers:
        fitted = [
            clean(buyer.name, max_length=CUSTOMER["name"]),
            clean(buyer.line1, max_length=CUSTOMER["address_1"]),
            clean(buyer.city, max_length=CUSTOMER["city"]),
            clean(buyer.postal_code, max_length=CUSTOMER["zip_code"]),
        ]
        if any(each.changes for each in fitted):
            yield f"{buyer.number} {buyer.name}"


def _card(buyer: Buyer) -> Customer:
    return Customer(
        name=buyer.name, email=buyer.email, organisation_number=buyer.organisation_number or None
    )


def _alike(one: str, other: str) -> bool:
    return one.casefold().strip() == clean(other).text.casefold().strip()


def _some(found: Sequence[str], language: str) -> str:
    named = ", ".join(found[:_MOST_NAMED])
    more = len(found) - _MOST_NAMED
    words = {"sv": f" och {more} till", "en": f" and {more} more"}
    return named + (words[language] if more > 0 else "")


def _of_first(count: int) -> Words:
    return Words(sv=f" (av de första {count} som lästes)", en=f" (of the first {count} read)")


_PREFIX = Words(
    sv="Välj ett prefix för kundnummer under Integrationer → Fortnox, så får Tamios kunder egna"
    " nummer.",
    en="Choose a prefix of customer numbers under Integrations → Fortnox, so that Tamio's customers"
    " get numbers of their own.",
)
