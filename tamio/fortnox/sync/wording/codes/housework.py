"""Housework (ROT, RUT and green technology): the article carries it on to the row by itself."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

_ENDED = Entry(
    kind=Kind.REJECTED,
    field="HouseWorkType",
    message=Words(
        sv="En artikel har en typ av husarbete i Fortnox som inte längre ger skattereduktion.",
        en="An article has a type of housework in Fortnox that gives no tax reduction any more.",
    ),
    remedy=Words(
        sv="Ta bort eller byt typ av husarbete på artikelns kort i Fortnox och välj Försök igen.",
        en="Remove or change the type of housework on the article's card in Fortnox and choose"
        " Retry.",
    ),
)

HOUSEWORK: Codes = {
    2002980: Entry(
        kind=Kind.REJECTED,
        field="HouseWorkType",
        message=Words(
            sv="En rad är markerad som husarbete i Fortnox, men dess typ är övrig kostnad.",
            en="A row is marked as housework in Fortnox, but its type is other cost.",
        ),
        remedy=Words(
            sv="Ta bort markeringen husarbete på artikelns kort i Fortnox och välj Försök igen.",
            en="Remove the mark housework on the article's card in Fortnox and choose Retry.",
        ),
    ),
    2003151: _ENDED,
    2003157: _ENDED,
    2004019: Entry(
        kind=Kind.REJECTED,
        field="HouseWorkType",
        message=Words(
            sv="En artikel är upplagd som husarbete i Fortnox, men ordern är inte en order med"
            " skattereduktion.",
            en="An article is set up as housework in Fortnox, but the order is not one with tax"
            " reduction.",
        ),
        remedy=Words(
            sv="Ta bort typen av husarbete på artikelns kort i Fortnox och välj Försök igen.",
            en="Remove the type of housework on the article's card in Fortnox and choose Retry.",
        ),
    ),
    2004021: Entry(
        kind=Kind.REJECTED,
        field="HouseWorkType",
        message=Words(
            sv="En artikel har en annan typ av husarbete i Fortnox än orderns skattereduktion.",
            en="An article has another type of housework in Fortnox than the tax reduction of the"
            " order.",
        ),
        remedy=Words(
            sv="Rätta typen av husarbete på artikelns kort i Fortnox, så att alla artiklar på"
            " ordern har samma. Välj sedan Försök igen.",
            en="Correct the type of housework on the article's card in Fortnox, so that all"
            " articles of the order have the same. Then choose Retry.",
        ),
    ),
}
