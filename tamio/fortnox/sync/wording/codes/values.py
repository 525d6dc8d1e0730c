"""What is written in a field: its characters, its length, its form."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

VALUES: Codes = {
    2000106: Entry(
        kind=Kind.REJECTED,
        message=Words(
            sv="Fortnox tar bara emot bokstäver och siffror i fältet[, men fick ”{value}”].",
            en="Fortnox takes only letters and digits in the field[, but was given “{value}”].",
        ),
        remedy=Words(
            sv="Ta bort mellanslag och tecken ur uppgiften hos kunden eller produkten i Tamio och"
            " välj Försök igen.",
            en="Take spaces and signs out of it on the customer or product in Tamio and choose"
            " Retry.",
        ),
    ),
    2000107: Entry(
        kind=Kind.REJECTED,
        field="Name",
        message=Words(
            sv="En uppgift är längre än Fortnox tar emot, oftast kundens namn[: ”{value}”].",
            en="Something is longer than Fortnox takes, mostly the customer's name[: “{value}”].",
        ),
        remedy=Words(
            sv="Korta namnet hos kunden i Tamio och välj Försök igen.",
            en="Shorten the name of the customer in Tamio and choose Retry.",
        ),
    ),
    2000108: Entry(
        kind=Kind.REJECTED,
        message=Words(
            sv="Fortnox tar bara emot siffror i fältet[, men fick ”{value}”].",
            en="Fortnox takes only digits in the field[, but was given “{value}”].",
        ),
        remedy=Words(
            sv="Skriv uppgiften med bara siffror hos kunden eller produkten i Tamio och välj Försök"
            " igen.",
            en="Write it with digits only on the customer or product in Tamio and choose Retry.",
        ),
    ),
    2000134: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Fortnox väntade sig ja eller nej i ett fält[, men fick ”{value}”]. Felet är vårt.",
            en="Fortnox expected yes or no in a field[, but was given “{value}”]. The error is"
            " ours.",
        ),
        remedy=Words(
            sv="Hör av dig till supporten, som ser vilket fält det gäller i det som skickades.",
            en="Contact support, who see which field it is in what was sent.",
        ),
    ),
    2000359: Entry(
        kind=Kind.REJECTED,
        field="text",
        message=Words(
            sv="Fortnox tar inte emot [tecknet {characters} i ]texten[ ”{value}”].",
            en="Fortnox does not take [the character {characters} in ]the text[ “{value}”].",
        ),
        remedy=Words(
            sv="Byt ut tecknet i texten hos kunden eller produkten i Tamio och välj Försök igen."
            " Inget har sparats i Fortnox.",
            en="Replace the character in the text on the customer or product in Tamio and choose"
            " Retry. Nothing was saved in Fortnox.",
        ),
    ),
    2001600: Entry(
        kind=Kind.REJECTED,
        field="YourReference",
        message=Words(
            sv="Referensen på ordern är längre än de 50 tecken som Fortnox tar emot.",
            en="The reference of the order is longer than the 50 characters that Fortnox takes.",
        ),
        remedy=Words(
            sv="Korta kundens referens i Tamio till högst 50 tecken och välj Försök igen.",
            en="Shorten the customer's reference in Tamio to at most 50 characters and choose"
            " Retry.",
        ),
    ),
    2001896: Entry(
        kind=Kind.REJECTED,
        field="Comments",
        message=Words(
            sv="Kommentaren är längre än de 1 024 tecken som Fortnox tar emot.",
            en="The comment is longer than the 1,024 characters that Fortnox takes.",
        ),
        remedy=Words(
            sv="Korta kommentaren i Tamio och välj Försök igen.",
            en="Shorten the comment in Tamio and choose Retry.",
        ),
    ),
}
