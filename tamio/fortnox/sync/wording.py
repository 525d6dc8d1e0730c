"""What is said when a submission does not simply succeed: what happened, why, and what to do."""

from collections.abc import Sequence
from decimal import Decimal

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.client.models.customer import StoredCustomer
from tamio.fortnox.client.models.order import StoredOrder
from tamio.look.formats import money_text
from tamio.outbox.problem import Problem, Words

_BY_ITSELF = Words(
    sv="Du behöver inte göra något. Tamio försöker igen av sig självt.",
    en="You need not do anything. Tamio tries again by itself.",
)
_RECONNECT = Words(
    sv="Öppna Integrationer → Fortnox och välj Anslut igen. Det som väntar skickas sedan av"
    " sig självt.",
    en="Open Integrations → Fortnox and choose Reconnect. What waits is then sent by itself.",
)


def no_answer(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Fortnox svarar inte just nu.",
        en="Fortnox does not answer at the moment.",
        remedy=_BY_ITSELF,
    )


def outcome_unknown(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Svaret från Fortnox kom aldrig fram, så det är inte säkert vad som hann sparas där.",
        en="The answer from Fortnox never arrived, so it is not certain what was saved there.",
        remedy=Words(
            sv="Du behöver inte göra något. Tamio letar efter ordern innan något skickas igen.",
            en="You need not do anything. Tamio looks for the order before sending anything again.",
        ),
    )


def not_listed_yet() -> Problem:
    return Problem(
        code="not-listed-yet",
        message=Words(
            sv="Ett tidigare försök avbröts. Ordern syns inte i Fortnox än, och listan där kan"
            " släpa efter.",
            en="An earlier attempt was cut short. The order is not in Fortnox's list yet, and the"
            " list can lag behind.",
        ),
        remedy=_BY_ITSELF,
    )


def still_under_way() -> Problem:
    return Problem(
        code="still-under-way",
        message=Words(
            sv="Ett tidigare anrop till Fortnox avbröts och kan fortfarande komma fram dit. Så"
            " länge skickas inget som det skulle kunna ändra tillbaka.",
            en="An earlier request to Fortnox was cut short and may still arrive there. Until it"
            " cannot any more, nothing is sent that it could undo.",
        ),
        remedy=_BY_ITSELF,
    )


def too_fast(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Fortnox tog emot för många anrop på kort tid.",
        en="Fortnox received too many requests in a short time.",
        remedy=_BY_ITSELF,
    )


def renewing() -> Problem:
    return Problem(
        code="renewing",
        message=Words(
            sv="Inloggningen i Fortnox förnyas just nu av en annan process.",
            en="The sign-in to Fortnox is being renewed by another process.",
        ),
        remedy=_BY_ITSELF,
    )


def consent_lost(error: FortnoxError | None = None) -> Problem:
    return _problem(
        error,
        sv="Kopplingen till Fortnox gäller inte längre.",
        en="The connection to Fortnox is no longer valid.",
        remedy=_RECONNECT,
    )


def scope_missing(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Kopplingen till Fortnox saknar en behörighet som behövs.",
        en="The connection to Fortnox lacks a permission that is needed.",
        remedy=_RECONNECT,
    )


def licence_missing(error: FortnoxError) -> Problem:
    return _problem(
        error,
        field="licence",
        sv="Företaget saknar en licens i Fortnox som behövs för att ta emot order.",
        en="The company lacks a licence in Fortnox that is needed to receive orders.",
        remedy=Words(
            sv="Aktivera licenserna Integration och Order i Fortnox och välj sedan Försök igen.",
            en="Activate the licences Integration and Order in Fortnox, then choose Retry.",
        ),
    )


def client_refused(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Fortnox känner inte igen Tamio som integration.",
        en="Fortnox does not recognise Tamio as an integration.",
        remedy=Words(
            sv="Den som driver Tamio behöver rätta FORTNOX_CLIENT_ID eller FORTNOX_CLIENT_SECRET."
            " Tamio försöker igen av sig självt.",
            en="Whoever runs Tamio needs to correct FORTNOX_CLIENT_ID or FORTNOX_CLIENT_SECRET."
            " Tamio tries again by itself.",
        ),
    )


def accounts_missing() -> Problem:
    return Problem(
        code="accounts",
        field="goods_account",
        message=Words(
            sv="Intäktskontona är inte valda, så Tamio vet inte var försäljningen ska bokföras.",
            en="The revenue accounts are not chosen, so Tamio does not know where to book sales.",
        ),
        remedy=Words(
            sv="Öppna Integrationer → Fortnox och välj ett konto för varor och ett för tjänster.",
            en="Open Integrations → Fortnox and choose an account for goods and one for services.",
        ),
    )


def account_refused(error: FortnoxError) -> Problem:
    return _problem(
        error,
        field="goods_account",
        sv="Fortnox hittar inte ett av intäktskontona, eller så är kontot inaktivt det"
        " räkenskapsår som fakturan hör till.",
        en="Fortnox does not find one of the revenue accounts, or the account is inactive in the"
        " financial year of the invoice.",
        remedy=Words(
            sv="Välj ett annat konto under Integrationer → Fortnox, eller aktivera kontot i Fortnox"
            " och välj Försök igen.",
            en="Choose another account under Integrations → Fortnox, or activate the account in"
            " Fortnox and choose Retry.",
        ),
    )


def currency_refused(error: FortnoxError, *, currency: str) -> Problem:
    return _problem(
        error,
        field="Currency",
        sv=f"Valutan {currency} finns inte upplagd i Fortnox.",
        en=f"The currency {currency} is not registered in Fortnox.",
        remedy=Words(
            sv=f"Lägg upp {currency} under Inställningar → Valutor i Fortnox och välj Försök igen.",
            en=f"Add {currency} under Settings → Currencies in Fortnox and choose Retry.",
        ),
    )


def refused(error: FortnoxError, *, field: str) -> Problem:
    return _problem(
        error,
        field=field,
        sv=f"Fortnox tar inte emot det här: {error.message}",
        en=f"Fortnox does not accept this: {error.message}",
        remedy=Words(
            sv="Rätta uppgiften hos kunden eller artikeln i Tamio eller i Fortnox och välj Försök"
            " igen. Inget har sparats i Fortnox.",
            en="Correct it on the customer or product in Tamio or in Fortnox and choose Retry."
            " Nothing was saved in Fortnox.",
        ),
    )


def ours(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Tamio skickade något som Fortnox inte förstår, och felet är vårt.",
        en="Tamio sent something that Fortnox does not understand, and the error is ours.",
        remedy=Words(
            sv="Allt som behövs för att hitta felet är sparat. Hör av dig till supporten.",
            en="Everything needed to find the error is kept. Contact support.",
        ),
    )


def number_taken(*, ours: str, card: StoredCustomer) -> Problem:
    return Problem(
        code="2000637",
        field="customer_prefix",
        message=Words(
            sv=f"Kundnummer {card.customer_number} är redan en annan kund i Fortnox:"
            f" {card.name}. I Tamio är det {ours}.",
            en=f"Customer number {card.customer_number} is already another customer in Fortnox:"
            f" {card.name}. In Tamio it is {ours}.",
        ),
        remedy=Words(
            sv="Välj ett prefix för kundnummer under Integrationer → Fortnox, så får Tamios kunder"
            " egna nummer.",
            en="Choose a prefix of customer numbers under Integrations → Fortnox, so that Tamio's"
            " customers get numbers of their own.",
        ),
    )


def number_spent(number: str) -> Problem:
    """Refused as used, and yet there is no card under it: Fortnox keeps it from its past."""
    return Problem(
        code="number-spent",
        field="number",
        message=Words(
            sv=f"Nummer {number} har använts i Fortnox för ett kort som har tagits bort, och kan"
            " inte användas igen.",
            en=f"Number {number} was used in Fortnox for a card that has been deleted, and cannot"
            " be used again.",
        ),
        remedy=Words(
            sv="Lägg upp kortet igen i Fortnox under samma nummer, eller välj ett annat prefix för"
            " kundnummer i inställningarna. Försök sedan igen.",
            en="Make the card again in Fortnox under the same number, or choose another prefix for"
            " customer numbers in the settings. Then try again.",
        ),
    )


def card_gone(error: FortnoxError) -> Problem:
    return _problem(
        error,
        sv="Kunden eller en artikel har tagits bort i Fortnox. Den läggs upp på nytt.",
        en="The customer or an article was deleted in Fortnox. It is made anew.",
        remedy=_BY_ITSELF,
    )


def cancelled_in_fortnox(*, order_number: str) -> Problem:
    return Problem(
        code="cancelled",
        field="Cancelled",
        message=Words(
            sv=f"Order {order_number} är makulerad i Fortnox, men fakturan gäller i Tamio.",
            en=f"Order {order_number} is cancelled in Fortnox, but the invoice stands in Tamio.",
        ),
        remedy=Words(
            sv="Stäm av med den som makulerade ordern. Tamio skickar den inte igen.",
            en="Settle it with whoever cancelled the order. Tamio does not send it again.",
        ),
    )


def sums_differ(
    *,
    invoice: Invoice,
    order: StoredOrder,
    differences: Sequence[tuple[str, Decimal, Decimal]],
) -> Problem:
    def pairs(language: str) -> str:
        def written(amount: Decimal) -> str:
            return money_text(amount, currency=invoice.currency, language=language)

        return "; ".join(
            f"{_SUMS[name][language]}: Tamio {written(ours)}, Fortnox {written(theirs)}"
            for name, ours, theirs in differences
        )

    return Problem(
        code="sums",
        field=differences[0][0] if differences else "Currency",
        message=Words(
            sv=f"Order {order.document_number} i Fortnox har andra belopp än faktura"
            f" {invoice.number}. {pairs('sv')}",
            en=f"Order {order.document_number} in Fortnox has other amounts than invoice"
            f" {invoice.number}. {pairs('en')}",
        ),
        remedy=Words(
            sv="Jämför raderna och rätta ordern i Fortnox innan den faktureras.",
            en="Compare the rows and correct the order in Fortnox before it is invoiced.",
        ),
    )


_SUMS = {
    "Total": {"sv": "summa", "en": "total"},
    "TotalVAT": {"sv": "moms", "en": "VAT"},
}


def _problem(
    error: FortnoxError | None, *, sv: str, en: str, remedy: Words, field: str = ""
) -> Problem:
    return Problem(
        code=_code(error),
        field=field,
        message=Words(sv=sv, en=en),
        remedy=remedy,
        detail=str(error) if error else "",
    )


def _code(error: FortnoxError | None) -> str:
    if error is None:
        return ""
    return str(error.code or error.status or type(error).__name__)
