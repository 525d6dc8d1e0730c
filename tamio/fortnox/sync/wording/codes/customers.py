"""The customer's card."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

CUSTOMERS: Codes = {
    2000204: Entry(
        kind=Kind.REJECTED,
        field="CustomerNumber",
        message=Words(
            sv="Ordern hänvisar till en kund som inte finns i Fortnox.",
            en="The order refers to a customer that does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Kontrollera i Fortnox att kundens kort finns kvar och är aktivt. Välj sedan Försök"
            " igen.",
            en="Check in Fortnox that the customer's card is still there and active. Then choose"
            " Retry.",
        ),
    ),
    2000433: Entry(
        kind=Kind.REJECTED,
        field="CustomerNumber",
        message=Words(
            sv="Kundens kort finns inte längre i Fortnox.",
            en="The customer's card is no longer in Fortnox.",
        ),
        remedy=Words(
            sv="Välj Försök igen, så lägger Tamio upp kunden på nytt.",
            en="Choose Retry, and Tamio makes the customer anew.",
        ),
    ),
    2000637: Entry(
        kind=Kind.SETTINGS,
        field="customer_prefix",
        message=Words(
            sv="Kundnumret[ {number}] används redan i Fortnox, eller har använts av en kund som"
            " tagits bort.",
            en="The customer number[ {number}] is already used in Fortnox, or was used by a"
            " customer that has been deleted.",
        ),
        remedy=Words(
            sv="Välj ett prefix för kundnummer under Integrationer → Fortnox, så får Tamios kunder"
            " egna nummer.",
            en="Choose a prefix of customer numbers under Integrations → Fortnox, so that Tamio's"
            " customers get numbers of their own.",
        ),
    ),
    2000919: Entry(
        kind=Kind.REJECTED,
        field="Country",
        message=Words(
            sv="Fortnox känner inte till landet[ ”{value}”] i kundens adress.",
            en="Fortnox does not know the country[ “{value}”] in the customer's address.",
        ),
        remedy=Words(
            sv="Rätta landet hos kunden i Tamio och välj Försök igen. Stämmer det redan, hör av dig"
            " till supporten: då stavar Fortnox landet på ett annat sätt.",
            en="Correct the country on the customer in Tamio and choose Retry. If it is right"
            " already, contact support: Fortnox then spells the country in another way.",
        ),
    ),
    2001200: Entry(
        kind=Kind.REJECTED,
        field="Type",
        message=Words(
            sv="Kundens kort i Fortnox är varken privatperson eller företag, och kan därför inte"
            " ändras.",
            en="The customer's card in Fortnox is neither private nor company, and therefore cannot"
            " be changed.",
        ),
        remedy=Words(
            sv="Öppna kundens kort i Fortnox, välj kundtyp och spara. Välj sedan Försök igen.",
            en="Open the customer's card in Fortnox, choose a customer type and save. Then choose"
            " Retry.",
        ),
    ),
    2004194: Entry(
        kind=Kind.REJECTED,
        field="VATNumber",
        message=Words(
            sv="Fortnox godtar inte kundens momsregistreringsnummer[ {value}].",
            en="Fortnox does not accept the customer's VAT number[ {value}].",
        ),
        remedy=Words(
            sv="Rätta numret hos kunden i Tamio (landskod först, till exempel SE556703748501) och"
            " välj Försök igen.",
            en="Correct the number on the customer in Tamio (country code first, for example"
            " SE556703748501) and choose Retry.",
        ),
    ),
}
