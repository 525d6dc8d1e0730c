"""Late payments on the audit trail: who changed the tracks, and who said that one is disputed."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tamio.backoffice.audit.sources import ChangeSource
from tamio.commerce.audit.models import Change
from tamio.commerce.dunning.acting import CASE
from tamio.commerce.dunning.models import Case, Track
from tamio.commerce.dunning.tracks import TRACKS
from tamio.commerce.stores.models import Store


def _address(store: Store, change: Change) -> str:
    page = "dunning_tracks" if change.subject_kind == TRACKS else "late_payments"
    return reverse(f"backoffice:{page}", args=[store.slug])


def _about(invoice_id: int) -> Q:
    cases = Case.objects.filter(invoice=invoice_id)
    return Q(subject_kind=CASE, subject_id__in=cases.values("pk"))


LATE_PAYMENTS = ChangeSource(
    kind="late-payments",
    label=gettext_lazy("Late payments"),
    models={TRACKS: None, CASE: None},
    names={TRACKS: gettext_lazy("Late payments"), CASE: gettext_lazy("Late payments")},
    address=_address,
    fields={
        "disputed": gettext_lazy("Disputed"),
        **{track.value: track.label for track in Track},
    },
    values={"disputed": {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}},
    about=_about,
)
