"""A pre-flight in the words of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, Place, worst
from tamio.fortnox.sync.preflight.run import Report
from tamio.look.chips import Chip, Text, Tone

CHECKS: dict[Check, Text] = {
    Check.COMPANY: gettext_lazy("The company"),
    Check.RIGHTS: gettext_lazy("Permissions and licences"),
    Check.YEARS: gettext_lazy("Financial years"),
    Check.ACCOUNTS: gettext_lazy("Accounts"),
    Check.CUSTOMERS: gettext_lazy("Customer numbers"),
    Check.ARTICLES: gettext_lazy("Article numbers"),
    Check.TEXTS: gettext_lazy("Identifiers and texts"),
    Check.CURRENCY: gettext_lazy("Currencies"),
}
GRADES: dict[Grade, tuple[Text, Tone]] = {
    Grade.STOPS: (gettext_lazy("Stops sales"), Tone.WRONG),
    Grade.LOOK: (gettext_lazy("Should be seen to"), Tone.NEEDS_YOU),
    Grade.UNASKED: (gettext_lazy("Could not be asked"), Tone.NEUTRAL),
    Grade.FINE: (gettext_lazy("Fine"), Tone.GOOD),
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, and where in Tamio it is mended."""

    finding: Finding
    tone: Tone
    href: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One check with what it found."""

    check: Check
    name: Text
    chip: Chip
    findings: Sequence[ShownFinding]


def shown_checks(report: Report, *, store: Store) -> list[ShownCheck]:
    """The gravest first, and else in the order in which they are looked at."""
    by_check = {
        check: found
        for check in Check
        if (found := [each for each in report.findings if each.check is check])
    }
    grades = list(Grade)
    order = sorted(by_check, key=lambda check: grades.index(worst(by_check[check])))
    return [_shown(check, by_check[check], store) for check in order]


def line(report: Report) -> Chip:
    """The whole in one line: the gravest, and how many of it there are."""
    return Chip(
        state=_("Pre-flight"), tone=GRADES[worst(report.findings)][1], text=_outcome(report)
    )


def headline(report: Report) -> Chip:
    """The same beside the page's title, which it does not repeat."""
    said = _outcome(report)
    return Chip(state=said[:1].upper() + said[1:], tone=GRADES[worst(report.findings)][1])


def _outcome(report: Report) -> str:
    grade = worst(report.findings)
    count = sum(finding.grade is grade for finding in report.findings)
    texts = {
        Grade.STOPS: ngettext("%(count)d thing stops sales", "%(count)d things stop sales", count),
        Grade.LOOK: ngettext(
            "%(count)d thing should be seen to", "%(count)d things should be seen to", count
        ),
        Grade.UNASKED: _("not everything could be asked"),
        Grade.FINE: _("all is there"),
    }
    return texts[grade] % {"count": count} if "%" in texts[grade] else texts[grade]


def _shown(check: Check, findings: list[Finding], store: Store) -> ShownCheck:
    word, tone = GRADES[worst(findings)]
    return ShownCheck(
        check=check,
        name=CHECKS[check],
        chip=Chip(state=word, tone=tone),
        findings=[
            ShownFinding(each, GRADES[each.grade][1], *_place(each.place, store))
            for each in findings
        ],
    )


def _place(place: Place, store: Store) -> tuple[str, str]:
    match place:
        case Place.SETTINGS:
            return f"{page('overview', store=store)}#settings", _("Open the settings")
        case Place.ACCOUNTS:
            return page("accounts", store=store), _("Open the accounts")
        case Place.STORE:
            return reverse("backoffice:settings", args=[store.slug]), _("Open the store's settings")
        case Place.PRODUCTS:
            return reverse("backoffice:products", args=[store.slug]), _("Open the products")
        case Place.CUSTOMERS:
            return reverse("backoffice:customers", args=[store.slug]), _("Open the customers")
        case _:
            return "", ""
