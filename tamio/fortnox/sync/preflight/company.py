"""The right company, all rights, an open financial year, known currencies."""

from collections.abc import Iterator
from datetime import date

from tamio.fortnox.client.errors import Forbidden
from tamio.fortnox.sync.preflight.asking import MOST_CURRENCIES, Asked, Asking
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, Place
from tamio.fortnox.sync.preflight.store import StoreSide
from tamio.fortnox.sync.preflight.troubles import SCOPES, lacks, not_asked, unanswered
from tamio.look.formats import date_text
from tamio.outbox.problem import Words


def company(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """The organisation number decides, as Fortnox tells it now."""
    found = asking.company.answer
    if found is None:
        yield not_asked(Check.COMPANY, about=Words(sv="Företaget", en="The company"))
        return
    theirs, ours = found.organization_number or "–", side.store.organisation_number
    if _digits(theirs) == _digits(ours):
        yield Finding(
            check=Check.COMPANY,
            grade=Grade.FINE,
            what=Words(
                sv=f"Rätt företag: {found.company_name}, {theirs}.",
                en=f"The right company: {found.company_name}, {theirs}.",
            ),
        )
        return
    yield Finding(
        check=Check.COMPANY,
        grade=Grade.STOPS,
        code="another-company",
        place=Place.STORE,
        what=Words(
            sv=f"{found.company_name} i Fortnox har organisationsnummer {theirs}, men butiken har"
            f" {ours}.",
            en=f"{found.company_name} in Fortnox has organisation number {theirs}, but the store"
            f" has {ours}.",
        ),
        why=Words(
            sv="Försäljningen skulle bokföras i ett annat företag.",
            en="The sales would be booked in another company.",
        ),
        remedy=Words(
            sv="Koppla från och välj rätt företag, eller rätta butikens organisationsnummer.",
            en="Disconnect and choose the right company, or correct the store's organisation"
            " number.",
        ),
    )


def rights(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """Each permission by one cheap question; what all of them lack is said once."""
    asked = {
        "companyinformation": asking.company.trouble,
        "bookkeeping": asking.year.trouble,
        "customer": asking.customers.trouble,
        "article": asking.articles.trouble,
        "order": asking.orders.trouble,
    }
    said: dict[str, Finding] = {}
    for scope, trouble in asked.items():
        if trouble is not None:
            finding = lacks(trouble, scope=scope)
            said[finding.what.en] = finding
    if said:
        yield from said.values()
        return
    names = [SCOPES[scope][0] for scope in asked]
    yield Finding(
        check=Check.RIGHTS,
        grade=Grade.FINE,
        what=Words(
            sv=f"Behörigheter och licenser finns: {', '.join(each.sv for each in names)}.",
            en=f"Permissions and licences are there: {', '.join(each.en for each in names)}.",
        ),
    )


def years(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """A year for today, and one for the oldest invoice that waits."""
    about = Words(sv="Räkenskapsåret", en="The financial year")
    days = [(side.today, asking.year)]
    if side.oldest_waiting is not None and side.oldest_waiting != side.today:
        days.append((side.oldest_waiting, asking.year_of_backlog))
    for day, asked in days:
        if asked.trouble is not None:
            yield not_asked(Check.YEARS, about=about)
            return
        if asked.answer is None:
            yield _no_year(day, is_today=day == side.today)
        else:
            year = asked.answer
            yield Finding(
                check=Check.YEARS,
                grade=Grade.FINE,
                what=Words(
                    sv=f"Räkenskapsåret {year.from_date} – {year.to_date} täcker"
                    f" {_day(day, 'sv')}.",
                    en=f"The financial year {year.from_date} – {year.to_date} covers"
                    f" {_day(day, 'en')}.",
                ),
            )


def currency(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """The books' own needs no question; others only where the consent lets us ask."""
    if not side.currencies:
        yield Finding(
            check=Check.CURRENCY,
            grade=Grade.FINE,
            what=Words(
                sv="Allt säljs i kronor, som bokföringen.", en="All is sold in SEK, as the books."
            ),
        )
    for code in side.currencies[:MOST_CURRENCIES]:
        yield _currency(code, asking.currency(code))


def _currency(code: str, asked: Asked[bool]) -> Finding:
    place = Words(
        sv=f"Lägg upp {code} under Inställningar → Valutor i Fortnox.",
        en=f"Add {code} under Settings → Currencies in Fortnox.",
    )
    if isinstance(asked.trouble, Forbidden):
        return Finding(
            check=Check.CURRENCY,
            grade=Grade.UNASKED,
            what=Words(
                sv=f"Om {code} finns i Fortnox kunde inte kontrolleras: kopplingen omfattar inte"
                " valutor.",
                en=f"Whether {code} is there in Fortnox could not be asked: the connection does"
                " not cover currencies.",
            ),
            remedy=Words(
                sv=f"Se själv efter att {code} finns under Inställningar → Valutor i Fortnox.",
                en=f"See for yourself that {code} is under Settings → Currencies in Fortnox.",
            ),
        )
    if asked.trouble is not None:
        return unanswered(Check.CURRENCY, asked.trouble, about=Words(sv=code, en=code))
    if asked.answer:
        return Finding(
            check=Check.CURRENCY,
            grade=Grade.FINE,
            what=Words(sv=f"{code} finns i Fortnox.", en=f"{code} is there in Fortnox."),
        )
    return Finding(
        check=Check.CURRENCY,
        grade=Grade.STOPS,
        code="2000427",
        what=Words(
            sv=f"Valutan {code} finns inte i Fortnox.",
            en=f"The currency {code} is not there in Fortnox.",
        ),
        why=Words(
            sv=f"Fortnox nekar varje order i {code}.", en=f"Fortnox refuses every order in {code}."
        ),
        remedy=place,
    )


def _no_year(day: date, *, is_today: bool) -> Finding:
    return Finding(
        check=Check.YEARS,
        grade=Grade.STOPS,
        code="no-financial-year",
        what=Words(
            sv=f"Inget räkenskapsår i Fortnox täcker {_day(day, 'sv')}"
            + (", i dag." if is_today else ", den äldsta fakturan som väntar."),
            en=f"No financial year in Fortnox covers {_day(day, 'en')}"
            + (", today." if is_today else ", the oldest invoice that waits."),
        ),
        why=Words(
            sv="Konton hör till ett räkenskapsår, så order från den dagen nekas.",
            en="Accounts belong to a financial year, so orders of that day are refused.",
        ),
        remedy=Words(
            sv="Lägg upp räkenskapsåret i Fortnox, eller flytta startdatumet i Tamio.",
            en="Add the financial year in Fortnox, or move the start date in Tamio.",
        ),
        place=Place.SETTINGS,
    )


def _day(day: date, language: str) -> str:
    return date_text(day, language=language)


def _digits(number: str) -> str:
    return "".join(each for each in number if each.isdigit())[-10:]
