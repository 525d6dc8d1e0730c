"""Letters with data that nobody has: what a store sees before it has sold anything."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.facts import Credited, Line, Paying, Sale, Sent, Vat
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import Write
from tamio.commerce.letters.writing.credit import credit
from tamio.commerce.letters.writing.gift_card import Given, card_ends, gift_card
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.link import one_time_link
from tamio.commerce.letters.writing.order import order_confirmation
from tamio.commerce.letters.writing.pieces import Ways
from tamio.commerce.letters.writing.price import Priced, new_price
from tamio.commerce.letters.writing.reminder import Overdue, reminder
from tamio.commerce.letters.writing.shipment import shipment
from tamio.commerce.letters.writing.withdrawal import (
    Decided,
    Declared,
    acknowledgement,
    answer,
    notice,
)
from tamio.commerce.links.addresses import shop_address
from tamio.commerce.stores.models import Store

_NUMBER = 1042


def sample_writer(kind: Kind, *, store: Store, now: datetime) -> Write:
    """Writes the letter of that kind about an order that does not exist. Leads to the shop only."""

    def write(says: StoreSays, language: str) -> Body:
        return _body(kind, store, now, says, language)

    return write


def _body(kind: Kind, store: Store, now: datetime, says: StoreSays, language: str) -> Body:
    today, shop = store.date_of(now), shop_address(store)
    ways, sale = Ways(order=shop, withdrawal=shop), _sale(store, today)
    if kind in _ABOUT_WITHDRAWALS:
        return _about_withdrawal(kind, store, now, says, language)
    match kind:
        case Kind.ORDER:
            return order_confirmation(sale, ways=ways, says=says, language=language)
        case Kind.SHIPMENT:
            return shipment(_sent(sale), sale=sale, ways=ways, says=says, language=language)
        case Kind.CREDIT:
            note = _credited(sale, today)
            return credit(note, sale=sale, ways=ways, says=says, language=language)
        case Kind.REMINDER:
            late = _overdue(store, today)
            return reminder([late], name=sale.buyer, says=says, language=language)
        case Kind.GIFT_CARD | Kind.CARD_ENDS:
            return _about_card(kind, store, today, says, language)
        case Kind.PRICE:
            priced = _priced(store, today)
            return new_price([priced], name=sale.buyer, pages=shop, says=says, language=language)
        case _:
            return one_time_link(address=shop, minutes=30, says=says)


_ABOUT_WITHDRAWALS = {Kind.WITHDRAWAL, Kind.ANSWER, Kind.NOTICE}


def _about_withdrawal(
    kind: Kind, store: Store, now: datetime, says: StoreSays, language: str
) -> Body:
    declared, shop = _declared(store, now), shop_address(store)
    if kind == Kind.WITHDRAWAL:
        return acknowledgement(declared, says=says, language=language)
    if kind == Kind.NOTICE:
        return notice(declared, address=shop, says=says, language=language)
    decided = Decided(
        accepted=True,
        credited=Decimal("378.50"),
        currency=store.currency,
        refund_by=store.date_of(now) + timedelta(days=14),
        order_address=shop,
    )
    return answer(declared, decided, says=says, language=language)


def _about_card(kind: Kind, store: Store, today: date, says: StoreSays, language: str) -> Body:
    given = _given(store, today)
    if kind == Kind.GIFT_CARD:
        return gift_card(given, says=says, language=language)
    ending = replace(given, amount=Decimal(120), expires_on=today + timedelta(weeks=4))
    return card_ends(ending, says=says, language=language)


def _given(store: Store, today: date) -> Given:
    return Given(
        amount=Decimal(500), currency=store.currency, code="7K3M-Q2XA-9RVD-4TEC",
        expires_on=today + timedelta(days=730), recipient="Kim", giver="Robin Ek",
        message=_("Happy birthday!"), shop_address=shop_address(store),
    )  # fmt: skip


def _sale(store: Store, today: date) -> Sale:
    """Two kinds of VAT and freight, with or without VAT as the store states its prices."""
    included = store.prices_include_vat
    lines = [
        Line(_("Coffee pot"), Decimal(1), "st", Decimal("199.00" if included else "159.20")),
        Line(_("Book about coffee"), Decimal(1), "st", Decimal("130.50" if included else "123.11")),
        Line(_("Freight"), None, "", Decimal("49.00" if included else "39.20")),
    ]  # fmt: skip
    return Sale(
        number=_NUMBER, day=today, currency=store.currency, includes_vat=included, lines=lines,
        net=Decimal("321.51"),
        vat=[
            Vat(Decimal(25), Decimal("198.40"), Decimal("49.60")),
            Vat(Decimal(6), Decimal("123.11"), Decimal("7.39")),
        ],
        total=Decimal("378.50"), buyer="Kim Berg", is_consumer=True, has_goods=True,
        deliver_to=["Kim Berg", "Storgatan 1", "352 30 Växjö"], notes=[],
        paying=Paying(
            amount=Decimal("378.50"), due_date=today + timedelta(days=store.payment_terms_days),
            accounts=_accounts(store), reference="104267",
        ),
    )  # fmt: skip


def _accounts(store: Store) -> list[tuple[str, str]]:
    return [(_("Bankgiro"), store.bankgiro)] if store.bankgiro else []


def _sent(sale: Sale) -> Sent:
    return Sent(
        lines=[replace(line, amount=None) for line in sale.lines[:2]],
        carrier="PostNord", tracking_number="UA123456789SE",
        tracking_url="https://tracking.postnord.com/?id=UA123456789SE", is_last=True,
    )  # fmt: skip


def _credited(sale: Sale, today: date) -> Credited:
    pot = sale.lines[0]
    assert pot.amount is not None
    return Credited(
        number=1001, day=today, reason=_("Returned"), lines=[replace(pot, amount=-pot.amount)],
        vat=[Vat(Decimal(25), Decimal("-159.20"), Decimal("-39.80"))],
        net=Decimal("-159.20"), total=Decimal("-199.00"),
    )  # fmt: skip


def _overdue(store: Store, today: date) -> Overdue:
    return Overdue(
        number=_NUMBER, day=today - timedelta(days=40), due_date=today - timedelta(days=10),
        amount=Decimal("378.50"), fee=Decimal(0), currency=store.currency,
        accounts=_accounts(store), reference="104267", order_address=shop_address(store),
    )  # fmt: skip


def _priced(store: Store, today: date) -> Priced:
    return Priced(
        number=_NUMBER, title=_("Coffee, every month"), before=Decimal("199.00"),
        after=Decimal("219.00"), currency=store.currency,
        includes_vat=store.prices_include_vat, on=today + timedelta(days=45),
    )  # fmt: skip


def _declared(store: Store, now: datetime) -> Declared:
    return Declared(
        name="Kim Berg", email="kim@example.com", order_number=str(_NUMBER), what="",
        received_at=now, zone=store.time_zone,
    )  # fmt: skip
