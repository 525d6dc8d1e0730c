"""What needs a person now, and who is told of it by e-mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts import people
from tamio.fortnox.alerts.troubles import troubles_of
from tamio.fortnox.alerts.words import said
from tamio.fortnox.models import AlertSettings
from tamio.fortnox.pages.addresses import page


class AlertForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Who is told, and when. Nobody ticked: nobody is told."""

    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("Told by e-mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = AlertSettings
        fields = ["backlog_hours", "every_hours"]
        help_texts = {
            "backlog_hours": gettext_lazy("A sale usually goes within seconds."),
            "every_hours": gettext_lazy(
                "What happens meanwhile is gathered and told in the next one."
            ),
        }
        widgets = {
            name: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            for name in ("backlog_hours", "every_hours")
        }

    def __init__(self, *args: Any, store: Store, **options: Any) -> None:
        super().__init__(*args, **options)
        members = people.members_of(store)
        self.fields["recipients"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.name} · {each.email}" if each.name else each.email)
            for each in members
        ]
        told = people.recipients_of(store)
        self.initial["recipients"] = [str(each.pk) for each in members if each.pk in told]


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.CONNECT_INTEGRATIONS)
@checked
def alerts(request: StoreRequest) -> HttpResponse:
    """All may look; to change who is told takes the right."""
    store = request.store
    held = AlertSettings.objects.filter(store=store).first() or AlertSettings(store=store)
    form = AlertForm(request.POST or None, instance=held, store=store)
    if accepted(request, form):
        wanted = {int(key) for key in form.cleaned_data["recipients"]}
        people.choose(
            store=store, settings=form.instance, wanted=wanted, by=request.user.email, now=now()
        )
        messages.success(request, _("The settings are saved."))
        return redirect(page("alerts", store=store))
    may_change = Right.CONNECT_INTEGRATIONS in request.rights
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    standing = troubles_of(stores=[store.pk], now=now()).get(store.pk, [])
    shown = {
        "form": form,
        "may_change": may_change,
        "troubles": [said(each, store=store) for each in standing],
    }
    return render(request, "fortnox/alerts.html", shown, status=422 if form.errors else 200)
