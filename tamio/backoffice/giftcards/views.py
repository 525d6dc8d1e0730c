"""Gift cards: the list, one card with all that has happened to it, and one given by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.fragments import render_list
from tamio.backoffice.giftcards.forms import BlockForm, CardFilters, GiveForm, SettingsForm
from tamio.backoffice.giftcards.shown import chip_of, moves_of, shown
from tamio.commerce.giftcards.blocking import block, let_go
from tamio.commerce.giftcards.issuing import give_card
from tamio.commerce.giftcards.mailing import address_of, send_again
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.giftcards.privacy import forget_recipient
from tamio.commerce.people.roles import Right
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_safe
@store_page()
def gift_cards(request: StoreRequest) -> HttpResponse:
    """The newest first."""
    form = CardFilters(request.GET)
    page = page_by_key(
        form.narrow(request.store.gift_cards.select_related("line__invoice")),
        params=request.GET,
        sorts={"made_at", "amount", "balance"},
        default="-made_at",
    )
    found = {
        "form": form,
        "page": page,
        "rows": shown(page.rows, today=request.store.date_of(now())),
        "may_give": Right.PAY_BACK in request.rights,
        "may_set": Right.EDIT_STORE in request.rights,
    }
    return render_list(request, "backoffice/gift_cards/gift_cards.html", found, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.PAY_BACK)
@checked
def give(request: StoreRequest) -> HttpResponse:
    """A card without a sale: it is money, so it takes the right to pay back."""
    today = request.store.date_of(now())
    form = GiveForm(request.POST or None, store=request.store, today=today)
    if accepted(request, form):
        assert form.gift is not None
        card = give_card(
            store=request.store, gift=form.gift, language=form.cleaned_data["language"],
            reason=form.cleaned_data["reason"], by=request.user.email, now=now(),
        )  # fmt: skip
        messages.success(request, _("The gift card is issued, and on its way."))
        return redirect("backoffice:gift_card", request.store.slug, card.pk)
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "backoffice/gift_cards/give.html", {"form": form}, status=status)


@require_safe
@store_page()
def gift_card(request: StoreRequest, pk: int) -> HttpResponse:
    return _shown(request, _card(request, pk), BlockForm())


@require_POST
@store_page(right=Right.PAY_BACK)
@checked
def blocked(request: StoreRequest, pk: int) -> HttpResponse:
    """It pays for nothing from now on."""
    card, form = _card(request, pk), BlockForm(request.POST)
    if accepted(request, form):
        reason = form.cleaned_data["reason"]
        try:
            block(card, reason=reason, by=request.user.email, now=now())
        except ValidationError as error:
            form.add_error("reason", error.messages)
    if form.errors:
        return _shown(request, card, form, status=_UNPROCESSABLE)
    messages.success(request, _("The gift card is blocked."))
    return _to(request, pk)


@require_POST
@store_page(right=Right.PAY_BACK)
def unblocked(request: StoreRequest, pk: int) -> HttpResponse:
    let_go(_card(request, pk), by=request.user.email, now=now())
    messages.success(request, _("The gift card can be used again."))
    return _to(request, pk)


@require_POST
@store_page(right=Right.MAIL_CUSTOMERS)
def mailed(request: StoreRequest, pk: int) -> HttpResponse:
    """Sent once more to where it was to go, with what is left on it."""
    card = _card(request, pk)
    if card.issued_at is None or not address_of(card):
        messages.error(request, _("There is nothing to send, or nobody to send it to."))
    else:
        send_again(card, now=now())
        messages.success(request, _("The gift card is on its way again."))
    return _to(request, pk)


@require_POST
@store_page(right=Right.ERASE_CUSTOMERS)
def forgotten(request: StoreRequest, pk: int) -> HttpResponse:
    """Whom it was for, who need be no customer, is erased; the card stays what it is worth."""
    forget_recipient(_card(request, pk))
    messages.success(request, _("The recipient is erased from the card."))
    return _to(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def gift_card_settings(request: StoreRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, store=request.store)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("Saved. It holds for cards that are issued from now on."))
        return redirect("backoffice:gift_cards", request.store.slug)
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "backoffice/gift_cards/settings.html", {"form": form}, status=status)


def _card(request: StoreRequest, pk: int) -> GiftCard:
    cards = request.store.gift_cards.select_related("store", "line__invoice", "mail")
    found: GiftCard = get_object_or_404(cards, pk=pk)
    return found


def _shown(
    request: StoreRequest, card: GiftCard, form: BlockForm, *, status: int = 200
) -> HttpResponse:
    found = {
        "card": card,
        "chip": chip_of(card, today=request.store.date_of(now())),
        "moves": moves_of(card),
        "form": form,
        "address": address_of(card),
        "held": card.holds.exists(),
        "may_pay": Right.PAY_BACK in request.rights,
        "may_mail": Right.MAIL_CUSTOMERS in request.rights,
        "may_erase": Right.ERASE_CUSTOMERS in request.rights,
    }
    return render(request, "backoffice/gift_cards/gift_card.html", found, status=status)


def _to(request: StoreRequest, pk: int) -> HttpResponse:
    return redirect("backoffice:gift_card", request.store.slug, pk)
