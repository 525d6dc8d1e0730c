"""Registers of the company that an order refers to: currencies, terms, units, price lists."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

_CURRENCY = Entry(
    kind=Kind.SETTINGS,
    field="Currency",
    message=Words(
        sv="Valutan[ {currency}] finns inte upplagd i Fortnox.",
        en="The currency[ {currency}] is not registered in Fortnox.",
    ),
    remedy=Words(
        sv="Lägg upp valutan under Inställningar → Valutor i Fortnox och välj Försök igen.",
        en="Add the currency under Settings → Currencies in Fortnox and choose Retry.",
    ),
)
_TERMS_OF_PAYMENT = Entry(
    kind=Kind.SETTINGS,
    field="TermsOfPayment",
    message=Words(
        sv="Betalningsvillkoret på ordern finns inte i Fortnox.",
        en="The terms of payment of the order do not exist in Fortnox.",
    ),
    remedy=Words(
        sv="Lägg upp betalningsvillkoret under Inställningar → Order i Fortnox, eller välj ett"
        " annat på kundens kort där. Välj sedan Försök igen.",
        en="Add the terms of payment under Settings → Order in Fortnox, or choose others on the"
        " customer's card there. Then choose Retry.",
    ),
)
_TERMS_OF_DELIVERY = Entry(
    kind=Kind.SETTINGS,
    field="TermsOfDelivery",
    message=Words(
        sv="Leveransvillkoret på ordern finns inte i Fortnox.",
        en="The terms of delivery of the order do not exist in Fortnox.",
    ),
    remedy=Words(
        sv="Lägg upp leveransvillkoret under Inställningar → Order i Fortnox, eller välj ett annat"
        " på kundens kort där. Välj sedan Försök igen.",
        en="Add the terms of delivery under Settings → Order in Fortnox, or choose others on the"
        " customer's card there. Then choose Retry.",
    ),
)

REGISTERS: Codes = {
    2000427: _CURRENCY,
    2004344: _CURRENCY,
    2000429: _TERMS_OF_PAYMENT,
    2001700: _TERMS_OF_PAYMENT,
    2000435: _TERMS_OF_DELIVERY,
    2001411: _TERMS_OF_DELIVERY,
    2001412: _TERMS_OF_DELIVERY,
    2000430: Entry(
        kind=Kind.SETTINGS,
        field="Price",
        message=Words(
            sv="Artikeln har inget pris i den prislista i Fortnox som används.",
            en="The article has no price in the price list that is used in Fortnox.",
        ),
        remedy=Words(
            sv="Lägg in ett pris för artikeln i prislistan i Fortnox och välj Försök igen.",
            en="Add a price of the article to the price list in Fortnox and choose Retry.",
        ),
    ),
    2000431: Entry(
        kind=Kind.SETTINGS,
        field="PriceList",
        message=Words(
            sv="Prislistan på kundens kort finns inte i Fortnox.",
            en="The price list on the customer's card does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Lägg upp prislistan i Fortnox, eller välj en annan på kundens kort där. Välj sedan"
            " Försök igen.",
            en="Add the price list in Fortnox, or choose another on the customer's card there. Then"
            " choose Retry.",
        ),
    ),
    2000432: Entry(
        kind=Kind.SETTINGS,
        field="Unit",
        message=Words(
            sv="Enheten på artikeln finns inte i Fortnox.",
            en="The unit of the article does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Lägg upp enheten under Register → Enheter i Fortnox, eller ändra den på produkten i"
            " Tamio. Välj sedan Försök igen.",
            en="Add the unit under Registers → Units in Fortnox, or change it on the product in"
            " Tamio. Then choose Retry.",
        ),
    ),
    2001161: Entry(
        kind=Kind.SETTINGS,
        field="Project",
        message=Words(
            sv="Projektet som ordern hör till finns inte i Fortnox.",
            en="The project that the order belongs to does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Lägg upp projektet i Fortnox, eller ta bort det från kundens och artiklarnas kort"
            " där. Välj sedan Försök igen.",
            en="Add the project in Fortnox, or take it off the cards of the customer and the"
            " articles there. Then choose Retry.",
        ),
    ),
}
