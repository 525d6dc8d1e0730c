"""Fortnox's warehouse module, which keeps rules of its own for the orders of its companies."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

WAREHOUSE: Codes = {
    2003124: Entry(
        kind=Kind.REJECTED,
        field="warehouse",
        message=Words(
            sv="Lagermodulen i Fortnox låter bara order klarmarkeras som har levererats ut.",
            en="The warehouse module in Fortnox lets only delivered orders be marked ready.",
        ),
        remedy=Words(
            sv="Leverera ut ordern i Fortnox och välj sedan Försök igen.",
            en="Deliver the order in Fortnox, then choose Retry.",
        ),
    ),
    2003125: Entry(
        kind=Kind.REJECTED,
        field="warehouse",
        message=Words(
            sv="Ordern är klarmarkerad i lagermodulen i Fortnox och kan inte ändras.",
            en="The order is marked ready in Fortnox's warehouse module and cannot be changed.",
        ),
        remedy=Words(
            sv="Ta bort klarmarkeringen i Fortnox och välj Försök igen, eller gör ändringen där.",
            en="Take the mark away in Fortnox and choose Retry, or make the change there.",
        ),
    ),
    2003126: Entry(
        kind=Kind.REJECTED,
        field="outbound_date",
        message=Words(
            sv="Utleveransdatumet i lagermodulen ligger senare än i dag.",
            en="The outbound date in the warehouse module is later than today.",
        ),
        remedy=Words(
            sv="Sätt utleveransdatumet till i dag eller tidigare i Fortnox och välj Försök igen.",
            en="Set the outbound date to today or earlier in Fortnox and choose Retry.",
        ),
    ),
    2003127: Entry(
        kind=Kind.REJECTED,
        field="warehouse",
        message=Words(
            sv="Något gick fel i lagermodulen i Fortnox.",
            en="Something went wrong in Fortnox's warehouse module.",
        ),
        remedy=Words(
            sv="Välj Försök igen om en stund. Händer det igen, fråga Fortnox support om företagets"
            " lagermodul.",
            en="Choose Retry in a while. If it happens again, ask Fortnox's support about the"
            " company's warehouse module.",
        ),
    ),
    2003277: Entry(
        kind=Kind.REJECTED,
        field="warehouse",
        message=Words(
            sv="Det som ordern hänvisar till finns inte i lagermodulen i Fortnox.",
            en="What the order refers to is not in Fortnox's warehouse module.",
        ),
        remedy=Words(
            sv="Kontrollera i Fortnox att artiklarna på fakturan är lagervaror där, eller stäng av"
            " lager för dem. Välj sedan Försök igen.",
            en="Check in Fortnox that the articles of the invoice are stocked there, or turn stock"
            " off for them. Then choose Retry.",
        ),
    ),
    2003399: Entry(
        kind=Kind.REJECTED,
        field="warehouse",
        message=Words(
            sv="Ordern är makulerad i lagermodulen i Fortnox.",
            en="The order is voided in Fortnox's warehouse module.",
        ),
        remedy=Words(
            sv="Stäm av med den som makulerade ordern. Tamio skickar den inte igen.",
            en="Settle it with whoever voided the order. Tamio does not send it again.",
        ),
    ),
}
