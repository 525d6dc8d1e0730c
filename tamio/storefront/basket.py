"""A cart as its page shows it: what each line costs, what stands in its way, what it sums to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.catalogue.models import Product
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import UnknownRate
from tamio.commerce.vat.treatments import Parties
from tamio.storefront.forms.cart import most_of, refusal


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`amount` and `price`, of one, include VAT if the store's prices do; no `amount` if the sale
    cannot be priced. `problem` is "" if the line can be bought. `written` is what the shopper
    asked for.
    """

    product: Product
    quantity: int
    price: Decimal
    amount: Decimal | None
    problem: str
    written: str

    @property
    def most(self) -> int:
        return most_of(self.product)


@dataclass(frozen=True, slots=True)
class Basket:
    """A cart with lines. `priced` is None if something in it cannot be sold to the buyer."""

    lines: Sequence[BasketLine]
    priced: Priced | None
    notes: Sequence[str]

    @property
    def can_be_bought(self) -> bool:
        return self.priced is not None and not any(line.problem for line in self.lines)

    @property
    def agreed_total(self) -> str:
        """What the form sends back as the total the shopper saw: digits and a point in any
        language; "" if there is none.
        """
        return str(self.priced.total.gross) if self.priced else ""

    @property
    def agreed_vat(self) -> str:
        """As `agreed_total`: at midnight the VAT can change though the total stays."""
        return str(self.priced.total.vat) if self.priced else ""

    @property
    def is_untaxed(self) -> bool:
        """Whether no line carries VAT because of who buys: the notes say why."""
        return bool(self.notes) and self.priced is not None and not self.priced.total.vat


@dataclass(frozen=True, slots=True)
class Refused:
    """A change to one line that could not be made: shown at that line, with what was written."""

    sku: str
    written: str
    problem: str


def basket_of(
    *,
    cart: Cart | None,
    store: Store,
    parties: Parties,
    on_date: date,
    refused: Refused | None = None,
) -> Basket | None:
    """What the cart holds at today's prices for `parties`; None if it holds nothing."""
    lines = list(cart.lines.select_related("product")) if cart else []
    if cart is None or not lines:
        return None
    priced = _priced(cart, store=store, parties=parties, on_date=on_date)
    drafts = priced.lines if priced else []
    amounts = {draft.product_id: _amount(draft, store=store) for draft in drafts}
    return Basket(
        lines=[
            _line(
                line,
                price=_price(line.product, store=store, on_date=on_date),
                amount=amounts.get(line.product_id),
                refused=refused,
            )
            for line in lines
        ],
        priced=priced,
        notes=legal_notes(drafts),
    )


def _priced(cart: Cart, *, store: Store, parties: Parties, on_date: date) -> Priced | None:
    try:
        return price_cart(cart=cart, store=store, parties=parties, on_date=on_date)
    except UnknownRate:
        return None


def _amount(draft: LineDraft, *, store: Store) -> Decimal:
    return draft.gross if store.prices_include_vat else draft.net


def _price(product: Product, *, store: Store, on_date: date) -> Decimal:
    product.store = store
    return product.price_on(on_date)


def _line(
    line: CartLine, *, price: Decimal, amount: Decimal | None, refused: Refused | None
) -> BasketLine:
    product, held = line.product, line.quantity
    if refused is not None and refused.sku == product.sku:
        return BasketLine(product, held, price, amount, refused.problem, written=refused.written)
    problem = refusal(product=product, wanted=held)
    return BasketLine(product, held, price, amount, problem, written=str(held))
