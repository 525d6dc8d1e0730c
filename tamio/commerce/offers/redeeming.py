"""A code is used: counted, never more often than its offer allows, and given back if a sale is.

Where the buyer pays first, the use is held until the money is there, as stock is.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.offers.models import Offer, OfferCode, Redemption


def redeem(*, code: OfferCode, invoice: Invoice, amount: Decimal, now: datetime) -> Redemption:
    """Notes that the invoice used the code, which took `amount` off it. In the sale's transaction.

    Raises ValidationError ("cart") if it has been used as often as its offer allows.
    """
    _check(code, email=invoice.buyer_email, invoice=invoice)
    return _used(code, invoice=invoice, amount=amount, now=now)


def hold_use(
    *, code: OfferCode, held_for: UUID, email: str, amount: Decimal, now: datetime
) -> Redemption:
    """Keeps a use of the code for the cart whose buyer is away paying. As `redeem` otherwise."""
    _check(code, email=email, invoice=None)
    return Redemption.objects.create(
        store_id=code.store_id,
        offer_id=code.offer_id,
        code=code,
        held_for=held_for,
        email=email,
        amount=amount,
        redeemed_at=now,
    )


def confirm(
    *, code: OfferCode, held_for: UUID, invoice: Invoice, amount: Decimal, now: datetime
) -> Redemption:
    """The cart is paid, so the use that was held is the invoice's. It refuses nothing: where the
    use was let go meanwhile, it is used all the same.
    """
    release(held_for=held_for)
    return _used(code, invoice=invoice, amount=amount, now=now)


def release(*, held_for: UUID) -> None:
    """What was held for the cart is free for others."""
    Redemption.objects.filter(held_for=held_for).delete()


def is_used_up(code: OfferCode, *, but_for: UUID) -> bool:
    """Whether others than this cart have all uses of it, as far as is known now."""
    most = code.offer.most_uses
    if most is None:
        return False
    uses = _counting(code.offer).filter(code=code)
    return uses.filter(Q(held_for=None) | ~Q(held_for=but_for)).count() >= most


def give_back(*, note: CreditNote) -> bool:
    """The use of a code by the note's invoice counts no more; False if there is none to give back.

    In the transaction of the note.
    """
    uses = Redemption.objects.filter(invoice=note.invoice_id, given_back_with=None)
    return uses.update(given_back_with=note) == 1


def _check(code: OfferCode, *, email: str, invoice: Invoice | None) -> None:
    # Whoever else uses a code of this offer waits here, and then sees this use.
    offer = Offer.objects.select_for_update().get(pk=code.offer_id)
    problem = _spent(offer, code=code, email=email, invoice=invoice)
    if problem:
        raise ValidationError({"cart": [problem % {"code": code.code}]})


def _spent(offer: Offer, *, code: OfferCode, email: str, invoice: Invoice | None) -> str:
    uses = _counting(offer)
    if offer.most_uses is not None and uses.filter(code=code).count() >= offer.most_uses:
        return _("The code %(code)s has been used up. Take it out of the cart.")
    held = Q(held_for__isnull=False, email__iexact=email)
    theirs = uses.filter(_customers(email, invoice) | held).count()
    if offer.most_per_customer is not None and theirs >= offer.most_per_customer:
        return _("You have used the code %(code)s before. Take it out of the cart.")
    if offer.first_order_only and _has_bought_before(offer, email=email, invoice=invoice):
        return _("The code %(code)s is for a first order. Take it out of the cart.")
    return ""


def _customers(email: str, invoice: Invoice | None) -> Q:
    """By their address, and once it is known by their card: a company has several addresses."""
    theirs = Q(customer__email__iexact=email)
    return theirs | Q(customer=invoice.customer_id) if invoice else theirs


def _has_bought_before(offer: Offer, *, email: str, invoice: Invoice | None) -> bool:
    sold = Invoice.objects.filter(_customers(email, invoice), store=offer.store_id)
    earlier = sold.exclude(issued_at=None)
    return (earlier.exclude(pk=invoice.pk) if invoice else earlier).exists()


def _used(code: OfferCode, *, invoice: Invoice, amount: Decimal, now: datetime) -> Redemption:
    return Redemption.objects.create(
        store_id=invoice.store_id,
        offer_id=code.offer_id,
        code=code,
        invoice=invoice,
        customer_id=invoice.customer_id,
        amount=amount,
        redeemed_at=now,
    )


def _counting(offer: Offer) -> QuerySet[Redemption]:
    return Redemption.objects.filter(offer=offer, given_back_with=None)
