"""What a preview says of a sale before it is sent."""

from datetime import date
from decimal import Decimal

from tamio.fortnox.models import Connection, OrderLink
from tamio.fortnox.sync.preview.shapes import Level, Notice, Sums
from tamio.look.formats import country_name, date_text, money_text
from tamio.outbox.problem import Problem, Words


def of_problem(problem: Problem, *, level: Level = Level.STOPS) -> Notice:
    """What the sending itself would answer."""
    return Notice(
        code=problem.code,
        level=level,
        field=problem.field,
        message=problem.message,
        remedy=problem.remedy,
    )


def not_connected() -> Notice:
    return Notice(
        code="not-connected",
        level=Level.STOPS,
        message=Words(
            sv="Butiken är inte kopplad till Fortnox.", en="The store is not connected to Fortnox."
        ),
        remedy=Words(
            sv="Anslut under Integrationer → Fortnox.", en="Connect under Integrations → Fortnox."
        ),
    )


def another_company(connection: Connection) -> Notice:
    theirs, ours = connection.organisation_number or "–", connection.store.organisation_number
    return Notice(
        code="another-company",
        level=Level.LOOK,
        field="OrganizationNumber",
        message=Words(
            sv=f"{connection.company_name} i Fortnox har organisationsnummer {theirs}, men butiken"
            f" har {ours}.",
            en=f"{connection.company_name} in Fortnox has organisation number {theirs}, but the"
            f" store has {ours}.",
        ),
        remedy=Words(
            sv="Koppla från och välj rätt företag, eller rätta butikens nummer.",
            en="Disconnect and choose the right company, or correct the store's number.",
        ),
    )


def in_another_company(link: OrderLink) -> Notice:
    return Notice(
        code="sent-elsewhere",
        level=Level.LOOK,
        field="DocumentNumber",
        message=Words(
            sv=f"Fakturan är redan order {link.order_number} i ett annat företag i Fortnox.",
            en=f"The invoice is already order {link.order_number} in another company in Fortnox.",
        ),
        remedy=Words(
            sv="Makulera ordern där om den ska finnas här i stället.",
            en="Cancel the order there if it is to be here instead.",
        ),
    )


def before_start(start: date) -> Notice:
    sv, en = (date_text(start, language=language) for language in ("sv", "en"))
    return Notice(
        code="before-start",
        level=Level.LOOK,
        field="OrderDate",
        message=Words(
            sv=f"Fakturan är äldre än startdatumet {sv} och skickas inte av sig själv.",
            en=f"The invoice is older than the start date {en}, and is not sent by itself.",
        ),
        remedy=Words(
            sv="Välj Skicka till Fortnox på fakturan, eller flytta startdatumet.",
            en="Choose Submit to Fortnox on the invoice, or move the start date.",
        ),
    )


def by_hand_only() -> Notice:
    return Notice(
        code="manual",
        level=Level.NOTE,
        message=Words(
            sv="Butiken skickar för hand: fakturan väntar tills någon skickar den.",
            en="The store sends by hand: the invoice waits until someone sends it.",
        ),
    )


def skipped(reason: str) -> Notice:
    return Notice(
        code="skipped",
        level=Level.LOOK,
        message=Words(
            sv=f"Fakturan är överhoppad och skickas inte: {reason}.",
            en=f"The invoice is skipped and not sent: {reason}.",
        ),
    )


def nothing_to_pay() -> Notice:
    return Notice(
        code="zero-total",
        level=Level.NOTE,
        field="Total",
        message=Words(
            sv="Fakturan är på noll, och det blir ordern i Fortnox också.",
            en="The invoice comes to nothing, and so does its order in Fortnox.",
        ),
    )


def left_out() -> Notice:
    return Notice(
        code="left-out",
        level=Level.LOOK,
        field="Total",
        message=Words(
            sv="Butiken lämnar fakturor på noll utanför: den skickas bara om någon gör det.",
            en="The store leaves invoices of 0 out: it is only sent if someone does so.",
        ),
    )


def currency_unknown(currency: str) -> Notice:
    return Notice(
        code="currency",
        level=Level.LOOK,
        field="Currency",
        message=Words(
            sv=f"Fortnox har inte tagit emot någon order i {currency} än, och Tamio får inte fråga"
            " om valutan finns där.",
            en=f"Fortnox has not taken an order in {currency} yet, and Tamio may not ask whether"
            " the currency is there.",
        ),
        remedy=Words(
            sv=f"Se till att {currency} finns under Inställningar → Valutor i Fortnox.",
            en=f"See to it that {currency} is under Settings → Currencies in Fortnox.",
        ),
    )


def country_unknown(code: str) -> Notice:
    return Notice(
        code="country",
        level=Level.LOOK,
        field="CountryCode",
        message=Words(
            sv=f"Landskoden {code or '–'} är inget land som Tamio känner till, och Fortnox kan"
            " neka kunden.",
            en=f"The country code {code or '–'} is no country that Tamio knows, and Fortnox may"
            " refuse the customer.",
        ),
        remedy=Words(sv="Rätta landet hos kunden.", en="Correct the country on the customer."),
    )


def rate_abroad(rate: Decimal, *, country: str) -> Notice:
    shown = f"{rate.normalize():f}"
    names = {language: country_name(country, language=language) for language in ("sv", "en")}
    return Notice(
        code="vat-rate",
        level=Level.LOOK,
        field="VAT",
        message=Words(
            sv=f"Momssatsen {shown} % ({names['sv']}) är ingen svensk sats, och måste finnas i"
            " Fortnox.",
            en=f"The VAT rate {shown} % ({names['en']}) is not a Swedish one, and must be set up"
            " in Fortnox.",
        ),
        remedy=Words(
            sv="Se till att satsen finns i Fortnox innan du skickar.",
            en="See to it that the rate is there in Fortnox before you send.",
        ),
    )


def vat_code_unlike(number: int, *, code: str, rate: Decimal) -> Notice:
    shown = f"{rate.normalize():f}"
    return Notice(
        code="vat-code",
        level=Level.LOOK,
        field="AccountNumber",
        message=Words(
            sv=f"Konto {number} har momskod {code}, som står för något annat än radens moms på"
            f" {shown.replace('.', ',')}\N{NO-BREAK SPACE}%.",
            en=f"Account {number} has VAT code {code}, which stands for something else than the"
            f" row's VAT of {shown}%.",
        ),
        remedy=Words(
            sv="Välj ett konto för den momsen under Integrationer → Fortnox → Konton; där finns"
            " förslag ur kontoplanen.",
            en="Choose an account for that VAT under Integrations → Fortnox → Accounts, where the"
            " chart's own are suggested.",
        ),
    )


def mixed_treatments() -> Notice:
    return Notice(
        code="mixed-vat",
        level=Level.LOOK,
        field="VATType",
        message=Words(
            sv="Raderna beskattas på olika sätt, men kundkortet i Fortnox kan bara stå för ett."
            " Det står för de rader som har moms.",
            en="The rows are taxed in different ways, but the customer's card in Fortnox stands for"
            " one only. It stands for the rows that carry VAT.",
        ),
    )


def vat_number_invalid(number: str) -> Notice:
    return Notice(
        code="vat-number-invalid",
        level=Level.LOOK,
        field="VATNumber",
        message=Words(
            sv=f"Köparens momsregistreringsnummer {number} gäller inte enligt EU:s register"
            " (VIES), så försäljningen saknar grund för att vara utan moms.",
            en=f"The buyer's VAT number {number} is not in force by the EU's register (VIES), so"
            " the sale has no ground to be without VAT.",
        ),
        remedy=Words(
            sv="Be kunden om rätt nummer, eller kreditera fakturan och sälj med moms. Svaret"
            " står på kundens sida, där du kan fråga igen.",
            en="Ask the customer for the right number, or credit the invoice and sell with VAT. The"
            " answer is on the customer's page, where you can ask again.",
        ),
    )


def bad_identifier(number: str) -> Notice:
    return Notice(
        code="identifier",
        level=Level.LOOK,
        field="ArticleNumber",
        message=Words(
            sv=f"Artikelnummer {number} har tecken som Fortnox inte tar emot i ett nytt nummer.",
            en=f"Article number {number} has characters that Fortnox does not take in a new"
            " number.",
        ),
        remedy=Words(
            sv="Ge produkten ett nummer av bokstäver, siffror och - _ . / + utan mellanslag.",
            en="Give the product a number of letters, digits and - _ . / + without spaces.",
        ),
    )


def sums_differ(*, ours: Sums, theirs: Sums, currency: str) -> Notice:
    def pair(language: str) -> str:
        def written(amount: Decimal) -> str:
            return money_text(amount, currency=currency, language=language)

        word = {"sv": "moms", "en": "VAT"}[language]
        return (
            f"Tamio {written(ours.total)} ({word} {written(ours.vat)}), Fortnox"
            f" {written(theirs.total)} ({word} {written(theirs.vat)})"
        )

    return Notice(
        code="sums",
        level=Level.LOOK,
        field="Total",
        message=Words(
            sv=f"Ordern skulle summera till något annat än fakturan: {pair('sv')}.",
            en=f"The order would sum to something else than the invoice: {pair('en')}.",
        ),
    )


def text_changed(field: str, *, before: str, after: str) -> Notice:
    return Notice(
        code="text",
        level=Level.NOTE,
        field=field,
        message=Words(
            sv=f"{field}: ”{before}” skickas som ”{after}”.",
            en=f"{field}: “{before}” is sent as “{after}”.",
        ),
    )


def looked_for_first() -> Notice:
    return Notice(
        code="in-doubt",
        level=Level.NOTE,
        message=Words(
            sv="Ett tidigare försök fick aldrig svar. Ordern söks i Fortnox innan något skapas.",
            en="An earlier attempt was never answered. The order is looked for in Fortnox before"
            " anything is created.",
        ),
    )


def credits_follow(count: int) -> Notice:
    sv = "En kreditfaktura följer" if count == 1 else f"{count} kreditfakturor följer"
    en = "A credit note follows" if count == 1 else f"{count} credit notes follow"
    return Notice(
        code="credits",
        level=Level.NOTE,
        message=Words(sv=f"{sv} efter ordern.", en=f"{en} after the order."),
    )


def rows_not_known() -> Notice:
    return Notice(
        code="rows-not-known",
        level=Level.NOTE,
        message=Words(
            sv="Hur ordern står i Fortnox läses först när krediteringen skickas. Här visas den som"
            " Tamio skickade den.",
            en="How the order stands in Fortnox is read when the credit note is sent. It is shown"
            " here as Tamio sent it.",
        ),
    )
