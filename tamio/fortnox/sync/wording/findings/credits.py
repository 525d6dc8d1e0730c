"""Of a credit note that does not simply arrive."""

from tamio.fortnox.sync.wording.entries import Entry, Findings, Kind
from tamio.outbox.problem import Words

CREDITS: Findings = {
    "order-gone": Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Order {order} finns inte längre i Fortnox, så den kan inte krediteras där.",
            en="Order {order} is no longer in Fortnox, so it cannot be credited there.",
        ),
        remedy=Words(
            sv="Är ordern borttagen med flit räcker det: hoppa över krediteringen. Lägg annars upp"
            " ordern igen i Fortnox och välj Försök igen.",
            en="If it was deleted on purpose nothing more is needed: skip the credit note."
            " Otherwise make the order again in Fortnox and choose Retry.",
        ),
    ),
    "order-elsewhere": Entry(
        kind=Kind.REJECTED,
        field="DocumentNumber",
        message=Words(
            sv="Fakturan är order {order} i ett annat företag i Fortnox än det som butiken är"
            " ansluten till nu.",
            en="The invoice is order {order} in another company in Fortnox than the one the store"
            " is connected to now.",
        ),
        remedy=Words(
            sv="Låt ordern krediteras för hand i det företaget, och hoppa över krediteringen här.",
            en="Let the order be credited by hand in that company, and skip the credit note here.",
        ),
    ),
    "another-order": Entry(
        kind=Kind.REJECTED,
        field="ExternalInvoiceReference1",
        message=Words(
            sv="Order {order} i Fortnox har inte längre fakturans referens, så den rörs inte.",
            en="Order {order} in Fortnox does not have the invoice's reference any more, so it is"
            " not touched.",
        ),
        remedy=Words(
            sv="Ge ordern fakturans referens igen i Fortnox och välj Försök igen, eller kreditera"
            " för hand där och hoppa över krediteringen.",
            en="Give the order the invoice's reference again in Fortnox and choose Retry, or"
            " credit it by hand there and skip the credit note.",
        ),
    ),
    "credit-by-hand": Entry(
        kind=Kind.REJECTED,
        field="InvoiceReference",
        message=Words(
            sv="Order {order} är redan fakturerad i Fortnox (faktura {invoice}). Den ska krediteras"
            " där med {rows}.",
            en="Order {order} is already invoiced in Fortnox (invoice {invoice}). It is to be"
            " credited there with {rows}.",
        ),
        remedy=Words(
            sv="Öppna den fakturan i Fortnox, välj Kreditera, ta bort det som inte ska"
            " krediteras och bokför. Markera sedan krediteringen som klar här.",
            en="Open that invoice in Fortnox, choose Credit, take away what is not to be"
            " credited, and book it. Then mark the credit note as done here.",
        ),
    ),
    "changed": Entry(
        kind=None,
        field="Total",
        message=Words(
            sv="Order {order} är ändrad i Fortnox: Tamio {ours}, Fortnox {theirs}.",
            en="Order {order} was changed in Fortnox: Tamio {ours}, Fortnox {theirs}.",
        ),
        remedy=Words(
            sv="Jämför raderna. Kreditera för hand i Fortnox, eller återställ ordern där och välj"
            " Försök igen.",
            en="Compare the rows. Credit it by hand in Fortnox, or restore the order there and"
            " choose Retry.",
        ),
    ),
}
