"""The order itself: gone, invoiced, locked."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

_INVOICED = Entry(
    kind=Kind.REJECTED,
    field="DocumentNumber",
    message=Words(
        sv="Ordern är redan fakturerad i Fortnox och kan inte ändras.",
        en="The order is already invoiced in Fortnox and cannot be changed.",
    ),
    remedy=Words(
        sv="Gör ändringen på fakturan i Fortnox, eller kreditera den där.",
        en="Make the change on the invoice in Fortnox, or credit it there.",
    ),
)

ORDERS: Codes = {
    2000434: Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Fakturan finns inte i Fortnox.",
            en="The invoice does not exist in Fortnox.",
        ),
        remedy=Words(
            sv="Stäm av med den som sköter bokföringen: fakturan kan vara gjord i ett annat"
            " företag i Fortnox, eller makulerad.",
            en="Settle it with whoever keeps the books: the invoice may be in another company in"
            " Fortnox, or cancelled.",
        ),
    ),
    2000439: Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Ordern finns inte längre i Fortnox.",
            en="The order is no longer in Fortnox.",
        ),
        remedy=Words(
            sv="Stäm av med den som sköter bokföringen om ordern togs bort med avsikt. Tamio skapar"
            " den inte på nytt av sig självt.",
            en="Settle with whoever keeps the books whether the order was deleted on purpose. Tamio"
            " does not make it anew by itself.",
        ),
    ),
    2000496: _INVOICED,
    2001350: _INVOICED,
    2000499: Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Det finns redan en order för offerten i Fortnox.",
            en="There is an order for the offer in Fortnox already.",
        ),
        remedy=Words(
            sv="Använd den order som redan finns i Fortnox.",
            en="Use the order that is in Fortnox already.",
        ),
    ),
    2001242: Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Ordern har en faktura i Fortnox, och därför är beloppen och raderna på ordern"
            " låsta.",
            en="The order has an invoice in Fortnox, and its amounts and rows are therefore"
            " locked.",
        ),
        remedy=Words(
            sv="Ändra fakturan i Fortnox i stället. Ordern behåller sina värden.",
            en="Change the invoice in Fortnox instead. The order keeps its values.",
        ),
    ),
    2001243: Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Offerten i Fortnox är låst sedan en order skapades av den.",
            en="The offer in Fortnox is locked since an order was made from it.",
        ),
        remedy=Words(
            sv="Ändra ordern i Fortnox i stället för offerten.",
            en="Change the order in Fortnox instead of the offer.",
        ),
    ),
}
