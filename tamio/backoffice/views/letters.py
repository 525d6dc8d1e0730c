"""E-mail to customers: what the store says in it, which letters it sends, and how each looks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.letters import LetterForm, PreviewForm, SendAgainForm
from tamio.backoffice.views.shipping import back_to, invoice_of
from tamio.commerce.letters.about_invoices import latest_writer, send_again
from tamio.commerce.letters.kinds import SWITCHES, Kind
from tamio.commerce.letters.models import LetterSettings, settings_of
from tamio.commerce.letters.samples import sample_writer
from tamio.commerce.letters.sending import Write, letter_of
from tamio.commerce.links.orders import make_link, renew_link
from tamio.commerce.mail.queueing import Letter
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

#: A letter is drawn with styles at its tags, which our own pages never are; it runs nothing.
_LETTERS_POLICY = (
    "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def letters(request: StoreRequest) -> HttpResponse:
    """All may look; to change what is said takes the right."""
    if request.method == "POST":
        need(request, Right.EDIT_STORE)
    store = request.store
    held = LetterSettings.objects.filter(store=store).first() or LetterSettings(store=store)
    form = LetterForm(request.POST or None, instance=held)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The settings are saved."))
        return redirect("backoffice:letters", store.slug)
    may_edit = Right.EDIT_STORE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    settings = settings_of(store)
    kinds = [(kind, settings.sends(kind), kind in SWITCHES) for kind in Kind]
    shown = {"form": form, "may_edit": may_edit, "kinds": kinds}
    return render(request, "backoffice/letters.html", shown, status=422 if form.errors else 200)


@require_safe
@store_page()
def letter(request: StoreRequest, kind: str) -> HttpResponse:
    """How one looks: the HTML in a frame of its own, and the text beside it."""
    form = PreviewForm(request.GET, language=_language(request))
    written = _drawn(request, _kind(kind), form)
    shown = {
        "kind": Kind(kind),
        "form": form,
        "letter": written,
        "query": request.GET.urlencode(),
        "has_real": kind in _ABOUT_INVOICES,
    }
    return render(request, "backoffice/letter.html", shown)


@require_safe
@xframe_options_sameorigin
@store_page()
def letter_html(request: StoreRequest, kind: str) -> HttpResponse:
    """The letter's own HTML, for the frame."""
    form = PreviewForm(request.GET, language=_language(request))
    written = _drawn(request, _kind(kind), form)
    if written is None:
        raise Http404("there is nothing to write of")
    answer = HttpResponse(written.html)
    answer["Content-Security-Policy"] = _LETTERS_POLICY
    return answer


@require_POST
@store_page(right=Right.MAIL_CUSTOMERS)
def sent_again(request: StoreRequest, number: int) -> HttpResponse:
    """A letter about an invoice, written anew, to the address that is given."""
    invoice, form = invoice_of(request, number), SendAgainForm(request.POST)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(problems))
        return back_to(request, invoice)
    kind, recipient = Kind(form.cleaned_data["kind"]), form.cleaned_data["recipient"]
    try:
        with transaction.atomic():
            message = send_again(
                invoice=invoice, kind=kind, recipient=recipient, by=request.user.email, now=now()
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back_to(request, invoice)
    if message is None:
        messages.error(request, _("There is no such letter about this invoice."))
    else:
        messages.success(request, _("It is on its way to %(to)s.") % {"to": recipient})
    return back_to(request, invoice)


@require_POST
@store_page(right=Right.MAIL_CUSTOMERS)
def link_renewed(request: StoreRequest, number: int) -> HttpResponse:
    """The order's page gets a new address; whoever has the old one sees nothing any more."""
    invoice = invoice_of(request, number)
    renew_link(invoice=invoice, by=request.user.email, now=now())
    messages.success(
        request, _("The order's page has a new address. Send the order confirmation again.")
    )
    return back_to(request, invoice)


_ABOUT_INVOICES = {Kind.ORDER.value, Kind.SHIPMENT.value, Kind.CREDIT.value}


def _kind(kind: str) -> Kind:
    if kind not in Kind.values:
        raise Http404("there is no such letter")
    return Kind(kind)


def _language(request: HttpRequest) -> str:
    return (get_language() or "sv")[:2]


def _drawn(request: StoreRequest, kind: Kind, form: PreviewForm) -> Letter | None:
    """None where the invoice has no such letter."""
    if not form.is_valid():
        return None
    write = _writer(request, kind, form.cleaned_data["invoice"])
    if write is None:
        return None
    return letter_of(store=request.store, language=form.chosen, write=write)


def _writer(request: StoreRequest, kind: Kind, number: int | None) -> Write | None:
    if number is None or kind not in _ABOUT_INVOICES:
        return sample_writer(kind, store=request.store, now=now())
    invoice = request.store.invoices.filter(number=number, issued_at__isnull=False).first()
    if invoice is None:
        return None
    link = make_link(invoice=invoice, language=None, now=now())
    return latest_writer(invoice, kind=kind, link=link)
