"""Faults of form in a request, which no merchant can mend: the error is ours. And Fortnox's own."""

from tamio.fortnox.sync.wording.entries import SUPPORT, Codes, Entry, Kind
from tamio.outbox.problem import Words

FORM: Codes = {
    1000003: Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Något gick fel inne i Fortnox medan anropet behandlades.",
            en="Something went wrong inside Fortnox while the request was handled.",
        ),
        remedy=Words(
            sv="Du behöver inte göra något. Tamio ser efter vad som hann sparas och försöker igen"
            " av sig självt.",
            en="You need not do anything. Tamio looks at what was saved and tries again by itself.",
        ),
    ),
    1000029: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Fortnox kunde inte läsa ordern, som det gör när raderna saknas. Felet är vårt.",
            en="Fortnox could not read the order, as happens when its rows are missing. The error"
            " is ours.",
        ),
        remedy=SUPPORT,
    ),
    1000030: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Tamio bad om svaret i en form som Fortnox inte ger. Felet är vårt.",
            en="Tamio asked for the answer in a form that Fortnox does not give. The error is"
            " ours.",
        ),
        remedy=SUPPORT,
    ),
    1000031: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Tamio skickade uppgifterna i en form som Fortnox inte tar emot. Felet är vårt.",
            en="Tamio sent the data in a form that Fortnox does not take. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2000587: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Tamio sökte i Fortnox med ett urval som inte finns där. Felet är vårt.",
            en="Tamio searched Fortnox with a filter that does not exist there. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2000588: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="En uppgift i anropet är ogiltig, säger Fortnox[: ”{said}”]. Felet är troligen"
            " vårt.",
            en="Something in the request is invalid, says Fortnox[: “{said}”]. The error is"
            " probably ours.",
        ),
        remedy=SUPPORT,
    ),
    2000729: Entry(
        kind=Kind.BUG,
        field="number",
        message=Words(
            sv="Tamio ville ändra ett kort i Fortnox utan att säga vilket. Felet är vårt.",
            en="Tamio wanted to change a card in Fortnox without saying which. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2000764: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Tamio anropade en adress som inte finns i Fortnox. Felet är vårt.",
            en="Tamio called an address that does not exist in Fortnox. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2001392: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Tamio skickade ett anrop utan innehåll, eller med fel sorts innehåll. Felet är"
            " vårt.",
            en="Tamio sent a request without content, or with the wrong kind of it. The error is"
            " ours.",
        ),
        remedy=SUPPORT,
    ),
    2001399: Entry(
        kind=Kind.BUG,
        message=Words(
            sv="Tamio skickade ett fält som Fortnox inte känner till[: {field}]. Felet är vårt.",
            en="Tamio sent a field that Fortnox does not know[: {field}]. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2001740: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Fortnox kunde inte läsa det som Tamio skickade (XML)[: ”{value}”]. Felet är vårt.",
            en="Fortnox could not read what Tamio sent (XML)[: “{value}”]. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2002115: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="Fortnox kunde inte läsa det som Tamio skickade (JSON). Felet är vårt.",
            en="Fortnox could not read what Tamio sent (JSON). The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2002649: Entry(
        kind=Kind.BUG,
        field="request",
        message=Words(
            sv="En rad i det som Tamio skickade är felaktigt uppbyggd. Felet är vårt.",
            en="A row in what Tamio sent is built in the wrong way. The error is ours.",
        ),
        remedy=SUPPORT,
    ),
    2003241: Entry(
        kind=Kind.BUG,
        field="client",
        message=Words(
            sv="Tamio bad Fortnox att byta ut en gammal inloggning som redan är utbytt. Felet är"
            " vårt.",
            en="Tamio asked Fortnox to replace an old sign-in that has been replaced already. The"
            " error is ours.",
        ),
        remedy=SUPPORT,
    ),
}
