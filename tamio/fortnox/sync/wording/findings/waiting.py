"""What passes by itself."""

from tamio.fortnox.sync.wording.entries import BY_ITSELF, Entry, Findings, Kind
from tamio.outbox.problem import Words

WAITING: Findings = {
    "no-answer": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Fortnox svarar inte just nu.",
            en="Fortnox does not answer at the moment.",
        ),
        remedy=BY_ITSELF,
    ),
    "outcome-unknown": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Svaret från Fortnox kom aldrig fram, så det är inte säkert vad som hann sparas"
            " där.",
            en="The answer from Fortnox never arrived, so it is not certain what was saved there.",
        ),
        remedy=Words(
            sv="Du behöver inte göra något. Tamio letar efter ordern innan något skickas igen.",
            en="You need not do anything. Tamio looks for the order before sending anything again.",
        ),
    ),
    "customers-unread": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Kundkorten i Fortnox är inte lästa än, så det är inte känt om kunden redan finns"
            " där.",
            en="The customer cards in Fortnox have not been read yet, so it is not known whether"
            " the customer is there already.",
        ),
        remedy=BY_ITSELF,
    ),
    "match-gone": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Kundkortet som hittades i Fortnox är inte längre kundens.",
            en="The customer card that was found in Fortnox is no longer the customer's.",
        ),
        remedy=BY_ITSELF,
    ),
    "not-listed-yet": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Ett tidigare försök avbröts. Ordern syns inte i Fortnox än, och listan där kan"
            " släpa efter.",
            en="An earlier attempt was cut short. The order is not in Fortnox's list yet, and the"
            " list can lag behind.",
        ),
        remedy=BY_ITSELF,
    ),
    "still-under-way": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Ett tidigare anrop till Fortnox avbröts och kan fortfarande komma fram dit. Så"
            " länge skickas inget som det skulle kunna ändra tillbaka.",
            en="An earlier request to Fortnox was cut short and may still arrive there. Until it"
            " cannot any more, nothing is sent that it could undo.",
        ),
        remedy=BY_ITSELF,
    ),
    "too-fast": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Fortnox tog emot för många anrop på kort tid.",
            en="Fortnox received too many requests in a short time.",
        ),
        remedy=BY_ITSELF,
    ),
    "renewing": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Inloggningen i Fortnox förnyas just nu av en annan process.",
            en="The sign-in to Fortnox is being renewed by another process.",
        ),
        remedy=BY_ITSELF,
    ),
    "card-gone": Entry(
        kind=Kind.LATER,
        message=Words(
            sv="Kunden eller en artikel har tagits bort i Fortnox. Den läggs upp på nytt.",
            en="The customer or an article was deleted in Fortnox. It is made anew.",
        ),
        remedy=BY_ITSELF,
    ),
    "client-refused": Entry(
        kind=Kind.LATER,
        field="client",
        message=Words(
            sv="Fortnox känner inte igen Tamio som integration.",
            en="Fortnox does not recognise Tamio as an integration.",
        ),
        remedy=Words(
            sv="Den som driver Tamio behöver rätta FORTNOX_CLIENT_ID eller FORTNOX_CLIENT_SECRET."
            " Tamio försöker igen av sig självt.",
            en="Whoever runs Tamio needs to correct FORTNOX_CLIENT_ID or FORTNOX_CLIENT_SECRET."
            " Tamio tries again by itself.",
        ),
    ),
}
