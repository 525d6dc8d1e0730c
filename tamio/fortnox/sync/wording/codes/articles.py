"""The article's card."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

ARTICLES: Codes = {
    2000013: Entry(
        kind=Kind.SETTINGS,
        field="ArticleNumber",
        message=Words(
            sv="Artikelnumret[ ”{value}”] används redan i Fortnox.",
            en="The article number[ “{value}”] is already used in Fortnox.",
        ),
        remedy=Words(
            sv="Kontrollera artikeln i Fortnox. Är den en annan vara, ge produkten ett nytt"
            " artikelnummer i Tamio. Välj sedan Försök igen.",
            en="Look at the article in Fortnox. If it is another thing, give the product a new"
            " article number in Tamio. Then choose Retry.",
        ),
    ),
    2000166: Entry(
        kind=Kind.REJECTED,
        field="ArticleNumber",
        message=Words(
            sv="En produkt på fakturan har inget artikelnummer som Fortnox kan använda.",
            en="A product on the invoice has no article number that Fortnox can use.",
        ),
        remedy=Words(
            sv="Ge produkten ett artikelnummer i Tamio och välj Försök igen.",
            en="Give the product an article number in Tamio and choose Retry.",
        ),
    ),
    2000321: Entry(
        kind=Kind.BUG,
        field="SalesPrice",
        message=Words(
            sv="Tamio skickade ett försäljningspris på artikeln, och det fältet får bara Fortnox"
            " självt ändra. Felet är vårt.",
            en="Tamio sent a sales price on the article, and only Fortnox itself may change that"
            " field. The error is ours.",
        ),
        remedy=Words(
            sv="Hör av dig till supporten, som har allt som skickades. Priset på fakturan är inte"
            " fel.",
            en="Contact support, who have all that was sent. The price on the invoice is not"
            " wrong.",
        ),
    ),
    2000428: Entry(
        kind=Kind.REJECTED,
        field="ArticleNumber",
        message=Words(
            sv="Artikelns kort finns inte längre i Fortnox.",
            en="The article's card is no longer in Fortnox.",
        ),
        remedy=Words(
            sv="Välj Försök igen, så lägger Tamio upp artikeln på nytt.",
            en="Choose Retry, and Tamio makes the article anew.",
        ),
    ),
    2000513: Entry(
        kind=Kind.REJECTED,
        field="ArticleNumber",
        message=Words(
            sv="Artikeln skulle ändras, men den finns inte i Fortnox.",
            en="The article was to be changed, but it is not in Fortnox.",
        ),
        remedy=Words(
            sv="Lägg upp artikeln i Fortnox under samma artikelnummer och välj Försök igen.",
            en="Add the article in Fortnox under the same article number and choose Retry.",
        ),
    ),
    2000699: Entry(
        kind=Kind.BUG,
        field="Unit",
        message=Words(
            sv="Tamio lämnade ett fält tomt som Fortnox vill ha ifyllt, troligen artikelns enhet."
            " Felet är vårt.",
            en="Tamio left a field empty that Fortnox wants filled in, probably the unit of the"
            " article. The error is ours.",
        ),
        remedy=Words(
            sv="Hör av dig till supporten. Under tiden kan du ange en enhet på produkten i Tamio"
            " och välja Försök igen.",
            en="Contact support. Meanwhile you can give the product a unit in Tamio and choose"
            " Retry.",
        ),
    ),
    2001302: Entry(
        kind=Kind.REJECTED,
        field="ArticleNumber",
        message=Words(
            sv="En rad på ordern hänvisar till en artikel som inte finns i Fortnox.",
            en="A row of the order refers to an article that does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Kontrollera i Fortnox att artiklarna på fakturan finns kvar och är aktiva. Välj"
            " sedan Försök igen.",
            en="Check in Fortnox that the articles of the invoice are still there and active. Then"
            " choose Retry.",
        ),
    ),
}
