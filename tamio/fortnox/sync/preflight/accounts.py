"""The chosen accounts: there, active, and with VAT codes that fit what is booked on them."""

from collections.abc import Iterator

from tamio.fortnox.client.models.account import Account
from tamio.fortnox.models import ChartAccount, ChosenAccount
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.accounts.cells import CELLS, GIFT_CARDS
from tamio.fortnox.sync.accounts.checks import Chart
from tamio.fortnox.sync.accounts.decider import Main
from tamio.fortnox.sync.accounts.loading import choices
from tamio.fortnox.sync.accounts.naming import cell_words, ground_words
from tamio.fortnox.sync.accounts.suggestions import likely
from tamio.fortnox.sync.accounts.vat_codes import Fit, fit
from tamio.fortnox.sync.preflight.asking import Asking
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, Place
from tamio.fortnox.sync.preflight.store import StoreSide
from tamio.fortnox.sync.preflight.troubles import not_asked
from tamio.outbox.problem import Words


def accounts(side: StoreSide, asking: Asking) -> Iterator[Finding]:
    """One finding an account that will not do; one for all that do."""
    if not side.settings.has_accounts:
        problem = wording.accounts_missing()
        yield Finding(
            check=Check.ACCOUNTS,
            grade=Grade.STOPS,
            what=problem.message,
            remedy=problem.remedy,
            code=problem.code,
            place=Place.SETTINGS,
        )
        return
    if asking.chart.answer is None:
        yield not_asked(Check.ACCOUNTS, about=Words(sv="Kontona", en="The accounts"))
        return
    chart = {each.number: _of_chart(each, side) for each in asking.chart.answer}
    found = [
        *_of_main(side, chart, is_whole=asking.chart.is_whole),
        *_of_choices(side, chart, is_whole=asking.chart.is_whole),
        *_of_gift_cards(side, chart, is_whole=asking.chart.is_whole),
    ]
    yield from found
    if not found:
        yield Finding(
            check=Check.ACCOUNTS,
            grade=Grade.FINE,
            what=Words(
                sv="De valda kontona finns, är aktiva och har momskoder som passar.",
                en="The chosen accounts are there, active, and have VAT codes that fit.",
            ),
        )


def _of_main(side: StoreSide, chart: Chart, *, is_whole: bool) -> Iterator[Finding]:
    chosen = {
        Main.GOODS: side.settings.goods_account,
        Main.SERVICES: side.settings.services_account,
    }
    for main, number in chosen.items():
        if number is not None:
            yield from _absence(
                number, chart, ground_words(main), is_whole=is_whole, place=Place.SETTINGS
            )


def _of_choices(side: StoreSide, chart: Chart, *, is_whole: bool) -> Iterator[Finding]:
    rows = choices(side.settings).select_related("product").order_by("cell", "product")
    for row in rows:
        named = _named(row)
        yield from _absence(row.number, chart, named, is_whole=is_whole, place=Place.ACCOUNTS)
        account = chart.get(row.number)
        if row.cell not in CELLS or account is None or not account.active:
            continue
        if fit(code=account.vat_code, cell=CELLS[row.cell]) is Fit.WRONG:
            yield _wrong_code(account, named)


def _of_gift_cards(side: StoreSide, chart: Chart, *, is_whole: bool) -> Iterator[Finding]:
    """Of a store that sells them: without a choice there must be the usual account."""
    chosen = choices(side.settings).filter(cell=GIFT_CARDS.key).first()
    if not side.sells_gift_cards or chosen is not None or not is_whole:
        return
    if likely(GIFT_CARDS, chart.values()) is not None:
        return
    yield Finding(
        check=Check.ACCOUNTS,
        grade=Grade.STOPS,
        code="gift-cards",
        what=Words(
            sv="Butiken säljer presentkort, men inget konto är valt för dem, och kontoplanen har"
            " inte konto 2421 Ej inlösta presentkort.",
            en="The shop sells gift cards, but no account is chosen for them, and the chart has no"
            " account 2421 for gift cards that have not been used.",
        ),
        why=Words(
            sv="Ett sålt presentkort är en skuld, ingen intäkt. Utan konto stannar varje sådan"
            " försäljning.",
            en="A gift card that is sold is a debt and no revenue. Without an account every such"
            " sale stops.",
        ),
        remedy=Words(
            sv="Lägg upp eller aktivera konto 2421 i Fortnox, eller välj ett skuldkonto här.",
            en="Add or activate account 2421 in Fortnox, or choose an account for debts here.",
        ),
        place=Place.ACCOUNTS,
    )


def _absence(
    number: int, chart: Chart, named: Words, *, is_whole: bool, place: Place
) -> Iterator[Finding]:
    account = chart.get(number)
    if (account is not None and account.active) or (account is None and not is_whole):
        return
    sv = "är inaktivt i Fortnox" if account else "finns inte i årets kontoplan i Fortnox"
    en = "is inactive in Fortnox" if account else "is not in this year's chart in Fortnox"
    yield Finding(
        check=Check.ACCOUNTS,
        grade=Grade.STOPS,
        code="2000550" if account else "2001304",
        what=Words(
            sv=f"{named.sv}: konto {number} {sv}.", en=f"{named.en}: account {number} {en}."
        ),
        why=Words(
            sv="Fortnox nekar varje order med en rad på kontot.",
            en="Fortnox refuses every order that has a row on the account.",
        ),
        remedy=Words(
            sv="Lägg upp eller aktivera kontot i Fortnox, eller välj ett annat här.",
            en="Add or activate the account in Fortnox, or choose another one here.",
        ),
        place=place,
    )


def _wrong_code(account: ChartAccount, named: Words) -> Finding:
    code = account.vat_code
    return Finding(
        check=Check.ACCOUNTS,
        grade=Grade.LOOK,
        code="vat-code",
        what=Words(
            sv=f"{named.sv}: konto {account} har momskod {code}, som står för något annat.",
            en=f"{named.en}: account {account} has VAT code {code}, which stands for something"
            " else.",
        ),
        why=Words(
            sv="Momsdeklarationen i Fortnox räknas på kontonas momskoder.",
            en="The VAT return in Fortnox is worked out by the accounts' VAT codes.",
        ),
        remedy=Words(
            sv="Välj ett annat konto, eller rätta momskoden på kontot i Fortnox.",
            en="Choose another account, or correct the account's VAT code in Fortnox.",
        ),
        place=Place.ACCOUNTS,
    )


def _named(row: ChosenAccount) -> Words:
    if row.product is not None:
        return Words(sv=f"Produkten {row.product.name}", en=f"The product {row.product.name}")
    cell = CELLS.get(row.cell)
    return cell_words(cell) if cell else Words(sv=row.cell, en=row.cell)


def _of_chart(account: Account, side: StoreSide) -> ChartAccount:
    return ChartAccount(
        store=side.store,
        number=account.number,
        description=account.description,
        active=account.active,
        vat_code=account.vat_code or "",
    )
