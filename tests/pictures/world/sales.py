"""Two months of sales: paid and unpaid, shipped, sent back, credited, regretted."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tamio.commerce.fulfilment.models import Shipment
from tamio.commerce.fulfilment.shipping import Parcel, ship
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.models import BankEntry, BankFile
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import Withdrawal
from tests.backoffice.conftest import browser_of
from tests.backoffice.payments.test_bank_pages import upload
from tests.commerce.giftcards.making import buy_with, given_card, pay_all
from tests.commerce.payments.files import camt, entry, payment
from tests.commerce.payments.paying import BY, pay
from tests.commerce.withdrawals.declaring import declared, sent_to
from tests.factories import NOW, buyer, company_buyer, make_invoice, make_member
from tests.pictures.world.goods import Goods

BUYERS = [
    ("Åsa Öberg", "asa@example.com"),
    ("Kim Ek", "kim@example.com"),
    ("Nils-Erik Almqvist-Håkansson i Norra Västergötland", "nils-erik@example.com"),
    ("Lo Holm", "lo.holm@example.com"),
]


@dataclass(frozen=True)
class Sales:
    """`old` were sold before anything was connected."""

    old: list[Invoice]
    paid: Invoice
    unpaid: Invoice
    to_a_company: Invoice
    shipped: Invoice
    shipment: Shipment
    credited: Invoice
    owed_back: Invoice
    note: CreditNote
    regretted: Withdrawal
    unknown: Withdrawal
    gift_card: GiftCard
    bank_file: BankFile
    bank_entry: BankEntry


def sell(store: Store, goods: Goods) -> Sales:
    old = [_sold(store, goods, days=days) for days in range(60, 0, -4)]
    for invoice in old[:-4]:
        pay_all(invoice)
    shipped, credited = _sold(store, goods, at=3), _sold(store, goods)
    shipment, _is_new = ship(
        invoice=shipped, units={1: Decimal(1)}, by=BY, now=NOW,
        parcel=Parcel(carrier="PostNord", tracking_number="UA123456789SE"),
    )  # fmt: skip
    pay(credited, f"{credited.total}")
    note = credit_all(invoice=credited, reason="Trasig när den kom fram", by=BY, now=NOW)
    to_a_company = make_invoice(
        store=store, contents={goods.course: 2}, buyer_details=company_buyer()
    )
    card = given_card(store=store)
    buy_with(card)
    unpaid = _sold(store, goods, at=2)
    bank = _read_from_bank(store, unpaid)
    return Sales(
        old=old, paid=old[0], unpaid=unpaid, to_a_company=to_a_company, shipped=shipped,
        shipment=shipment, credited=credited, owed_back=credited, note=note,
        regretted=declared(old[-1]), unknown=sent_to(store, order_number="vasen"),
        gift_card=card, bank_file=bank, bank_entry=BankEntry.objects.get(file=bank, text="hej"),
    )  # fmt: skip


def _sold(store: Store, goods: Goods, *, days: int = 0, at: int = 0) -> Invoice:
    name, email = BUYERS[(at or days // 4) % len(BUYERS)]
    return make_invoice(
        store=store,
        contents={goods.vase: 1, goods.course: 1 + days % 3},
        buyer_details=buyer(name=name, email=email),
        now=NOW - timedelta(days=days),
    )


def _read_from_bank(store: Store, invoice: Invoice) -> BankFile:
    """A payment that says which invoice it is for, and one that says nothing."""
    treasurer = browser_of(make_member(store=store, email="kassa@example.com", name="Ulla Kassa"))
    known = payment(f"{invoice.total}", invoice.payments.get().reference)
    upload(treasurer, camt(entry(known, payment("7.00", text="hej"))))
    return BankFile.objects.get(store=store)
