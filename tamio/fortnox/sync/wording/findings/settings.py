"""What a person must choose first."""

from tamio.fortnox.sync.wording.entries import Entry, Findings, Kind
from tamio.outbox.problem import Words

SETTINGS: Findings = {
    "accounts": Entry(
        kind=Kind.SETTINGS,
        field="goods_account",
        message=Words(
            sv="Intäktskontona är inte valda, så Tamio vet inte var försäljningen ska bokföras.",
            en="The revenue accounts are not chosen, so Tamio does not know where to book sales.",
        ),
        remedy=Words(
            sv="Öppna Integrationer → Fortnox och välj ett konto för varor och ett för tjänster.",
            en="Open Integrations → Fortnox and choose an account for goods and one for services.",
        ),
    ),
    "vat-rate-missing": Entry(
        kind=Kind.SETTINGS,
        field="VAT",
        message=Words(
            sv="En momssats på fakturan finns inte upplagd i Fortnox, som svarar: ”{said}”.",
            en="A VAT rate on the invoice is not registered in Fortnox, which says: “{said}”.",
        ),
        remedy=Words(
            sv="Lägg upp landets momssats bland momssatserna i Fortnox och välj Försök igen. Där"
            " finns från början bara de svenska.",
            en="Add the country's rate among the VAT rates in Fortnox and choose Retry. At first"
            " only the Swedish ones are there.",
        ),
    ),
    "number-taken": Entry(
        kind=Kind.SETTINGS,
        field="customer_prefix",
        message=Words(
            sv="Kundnummer {number} är redan en annan kund i Fortnox: {theirs}. I Tamio är det"
            " {ours}.",
            en="Customer number {number} is already another customer in Fortnox: {theirs}. In"
            " Tamio it is {ours}.",
        ),
        remedy=Words(
            sv="Välj ett prefix för kundnummer under Integrationer → Fortnox, så får Tamios kunder"
            " egna nummer.",
            en="Choose a prefix of customer numbers under Integrations → Fortnox, so that Tamio's"
            " customers get numbers of their own.",
        ),
    ),
    "several-cards": Entry(
        kind=Kind.SETTINGS,
        field="number",
        message=Words(
            sv="Flera kundkort i Fortnox kan vara {ours}: {theirs}.",
            en="Several customer cards in Fortnox could be {ours}: {theirs}.",
        ),
        remedy=Words(
            sv="Välj under Integrationer → Fortnox → Kundkort vilket som ska användas, eller att"
            " kunden ska få ett eget. Försäljningen skickas sedan av sig själv.",
            en="Choose under Integrations → Fortnox → Customer cards which is to be used, or that"
            " the customer gets a card of their own. The sale is then sent by itself.",
        ),
    ),
    "number-spent": Entry(
        kind=Kind.SETTINGS,
        field="number",
        message=Words(
            sv="Nummer {number} har använts i Fortnox för ett kort som har tagits bort, och kan"
            " inte användas igen.",
            en="Number {number} was used in Fortnox for a card that has been deleted, and cannot"
            " be used again.",
        ),
        remedy=Words(
            sv="Lägg upp kortet igen i Fortnox under samma nummer, eller välj ett annat prefix för"
            " kundnummer i inställningarna. Försök sedan igen.",
            en="Make the card again in Fortnox under the same number, or choose another prefix for"
            " customer numbers in the settings. Then try again.",
        ),
    ),
}
