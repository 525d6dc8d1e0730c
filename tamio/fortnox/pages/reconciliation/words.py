"""What is said of each kind of finding: what happened, and what to do about it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tamio.fortnox.models import Finding, FindingKind
from tamio.fortnox.sync.kept_rows import KeptRow
from tamio.look.chips import Chip, Text, Tone

_TONES = {
    FindingKind.MISSING: Tone.NEEDS_YOU,
    FindingKind.CREDIT: Tone.NEEDS_YOU,
    FindingKind.INVOICED: Tone.NEEDS_YOU,
}
#: What to do in Fortnox, where no button of Tamio's does it.
_REMEDIES: dict[FindingKind, Text] = {
    FindingKind.MISSING: gettext_lazy("Submit it, or mark it as settled if it is not to be there."),
    FindingKind.UNKNOWN: gettext_lazy(
        "Find out who made the order. Cancel it in Fortnox if it is no sale of yours."
    ),
    FindingKind.DOUBLED: gettext_lazy(
        "Cancel one of the two in Fortnox, before both are invoiced."
    ),
    FindingKind.DIFFERS: gettext_lazy(
        "Compare the rows. Correct the order in Fortnox, then choose Compare again."
    ),
    FindingKind.CHANGED: gettext_lazy(
        "Restore the order in Fortnox, or mark it as settled if the change is meant."
    ),
    FindingKind.ACCOUNT: gettext_lazy(
        "Change the account back in Fortnox, or mark it as settled if the change is meant."
    ),
    FindingKind.CANCELLED: gettext_lazy(
        "Was the sale undone? Then credit the invoice here. Otherwise make the order again in"
        " Fortnox, with the same reference."
    ),
    FindingKind.DELETED: gettext_lazy(
        "Was the sale undone? Then credit the invoice here. Otherwise make the order again in"
        " Fortnox, with the same reference."
    ),
    FindingKind.INVOICED: gettext_lazy(
        "Open the invoice in Fortnox and credit the same amount there. Then mark it as settled."
    ),
    FindingKind.CREDIT: gettext_lazy(
        "Open the invoice here to see what the credit note waits for."
    ),
}


def chip_of(finding: Finding) -> Chip:
    kind = FindingKind(finding.kind)
    return Chip(state=kind.label, tone=_TONES.get(kind, Tone.WRONG))


def remedy_of(finding: Finding) -> Text:
    return _REMEDIES[FindingKind(finding.kind)]


def said_of(finding: Finding) -> list[str]:
    """Sentences, the most important first."""
    kind = FindingKind(finding.kind)
    told = [_headline(kind, finding)] if kind in _HEADLINES else []
    told += [_row(each) for each in finding.detail.get("rows", [])[:_MOST_ROWS]]
    more = len(finding.detail.get("rows", [])) - _MOST_ROWS
    if more > 0:
        said = ngettext("%(count)d more row.", "%(count)d more rows.", more)
        told.append(said % {"count": more})
    return told + list(_beside(finding))


_MOST_ROWS = 5
_HEADLINES: dict[FindingKind, Text] = {
    FindingKind.UNKNOWN: gettext_lazy("Carries this store's reference, but was not sold here."),
    FindingKind.DOUBLED: gettext_lazy("Carries the same reference as order %(other)s."),
    FindingKind.INVOICED: gettext_lazy(
        "The order became invoice %(invoice)s in Fortnox before the credit note could reach it."
    ),
    FindingKind.CREDIT: gettext_lazy("Credited here, but the order does not hold it."),
    FindingKind.CANCELLED: gettext_lazy("The order is cancelled in Fortnox, the sale stands here."),
    FindingKind.DELETED: gettext_lazy("The order is no longer in Fortnox."),
    FindingKind.DIFFERS: gettext_lazy("The order does not come to what was sold."),
}


def _headline(kind: FindingKind, finding: Finding) -> str:
    known = {"other": finding.detail.get("other"), "invoice": finding.detail.get("invoice")}
    return str(_HEADLINES[kind]) % known


def _beside(finding: Finding) -> list[str]:
    detail, told = finding.detail, []
    if moved := detail.get("moved"):
        told.append(_("The order's day is %(now)s, not %(was)s.") % _pair(moved))
    if currency := detail.get("currency"):
        told.append(_("The order is in %(currency)s.") % {"currency": currency})
    if notes := detail.get("notes"):
        numbers = ", ".join(str(number) for number in notes)
        said = ngettext("Credit note %(numbers)s.", "Credit notes %(numbers)s.", len(notes))
        told.append(said % {"numbers": numbers})
    if detail.get("other") and finding.kind != FindingKind.DOUBLED:
        told.append(_("Order %(other)s stands in its place.") % detail)
    if customer := detail.get("customer"):
        told.append(_("Customer: %(customer)s.") % {"customer": customer})
    if detail.get("unread"):
        told.append(_("So much differs that the order itself was not read."))
    return told


def _pair(values: list[str]) -> dict[str, str]:
    return {"was": values[0], "now": values[1]}


def _row(change: dict[str, object]) -> str:
    """One row that is not as it was: the fields that changed."""
    before, after = change["before"], change["after"]
    number = {"row": change["row"]}
    if not isinstance(after, list):
        return _("Row %(row)s was taken away.") % number
    if not isinstance(before, list):
        total = KeptRow(*after).total
        return _("Row %(row)s was added: %(total)s.") % (number | {"total": total})
    pairs = zip(KeptRow._fields, before, after, strict=True)
    fields = ", ".join(
        _("%(field)s %(was)s → %(now)s")
        % {"field": FIELDS[name], "was": old or "–", "now": new or "–"}
        for name, old, new in pairs
        if old != new
    )
    return _("Row %(row)s: %(fields)s.") % (number | {"fields": fields})


FIELDS: dict[str, Text] = {
    "article": gettext_lazy("article"),
    "account": gettext_lazy("account"),
    "quantity": gettext_lazy("quantity"),
    "price": gettext_lazy("price"),
    "discount": gettext_lazy("discount"),
    "discount_type": gettext_lazy("kind of discount"),
    "vat": gettext_lazy("VAT rate"),
    "total": gettext_lazy("amount"),
}
