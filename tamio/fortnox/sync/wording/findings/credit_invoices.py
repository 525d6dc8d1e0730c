"""Of a credit note that was to become a credit invoice, and is a person's task instead."""

from tamio.fortnox.sync.wording.entries import Entry, Findings, Kind
from tamio.outbox.problem import Words

_BY_HAND = Words(
    sv="Gör kreditfakturan för hand i Fortnox, bokför den, och markera krediteringen som klar här.",
    en="Make the credit invoice by hand in Fortnox, book it, and mark the credit note as done"
    " here.",
)

CREDIT_INVOICES: Findings = {
    "credit-original-gone": Entry(
        kind=Kind.REJECTED,
        field="InvoiceReference",
        message=Words(
            sv="Order {order} blev faktura {invoice} i Fortnox, men den finns inte där. Det som ska"
            " krediteras är {rows}.",
            en="Order {order} became invoice {invoice} in Fortnox, but that is not there. To be"
            " credited is {rows}.",
        ),
        remedy=_BY_HAND,
    ),
    "credit-original-changed": Entry(
        kind=Kind.REJECTED,
        field="Total",
        message=Words(
            sv="Faktura {invoice} i Fortnox är inte som den såldes (Tamio {ours}, Fortnox"
            " {theirs}), så Tamio krediterar den inte. Det som ska krediteras är {rows}.",
            en="Invoice {invoice} in Fortnox is not as it was sold (Tamio {ours}, Fortnox"
            " {theirs}), so Tamio does not credit it. To be credited is {rows}.",
        ),
        remedy=Words(
            sv="Jämför raderna. Kreditera sedan för hand i Fortnox och markera krediteringen som"
            " klar, eller återställ fakturan och välj Försök igen.",
            en="Compare the rows. Then credit it by hand in Fortnox and mark the credit note as"
            " done, or restore the invoice and choose Retry.",
        ),
    ),
    "credit-refused": Entry(
        kind=Kind.REJECTED,
        field="InvoiceReference",
        message=Words(
            sv="Fortnox krediterar inte faktura {invoice}: ”{said}”. Det som ska krediteras är"
            " {rows}.",
            en="Fortnox does not credit invoice {invoice}: “{said}”. To be credited is {rows}.",
        ),
        remedy=Words(
            sv="Är fakturan inte bokförd än? Bokför den i Fortnox och välj Försök igen. Kreditera"
            " den annars för hand där, och markera krediteringen som klar.",
            en="Is the invoice not booked yet? Book it in Fortnox, then choose Retry. Otherwise"
            " credit it by hand there, and mark the credit note as done.",
        ),
    ),
    "credit-already": Entry(
        kind=Kind.REJECTED,
        field="CreditInvoiceReference",
        message=Words(
            sv="Faktura {invoice} är redan krediterad i Fortnox med kreditfaktura {credit}, som är"
            " på {theirs}. Det som ska krediteras är {rows}.",
            en="Invoice {invoice} is credited in Fortnox already by credit invoice {credit}, which"
            " comes to {theirs}. To be credited is {rows}.",
        ),
        remedy=Words(
            sv="Rätta den kreditfakturan i Fortnox om den inte är bokförd och välj Försök igen,"
            " eller gör en till för hand och markera krediteringen som klar.",
            en="Correct that credit invoice in Fortnox if it is not booked and choose Retry, or"
            " make another by hand and mark the credit note as done.",
        ),
    ),
    "credit-changed": Entry(
        kind=Kind.REJECTED,
        field="Total",
        message=Words(
            sv="Kreditfaktura {credit} i Fortnox är ändrad av någon annan (Tamio {ours}, Fortnox"
            " {theirs}), så Tamio rör den inte. Det som ska krediteras är {rows}.",
            en="Credit invoice {credit} in Fortnox was changed by someone else (Tamio {ours},"
            " Fortnox {theirs}), so Tamio does not touch it. To be credited is {rows}.",
        ),
        remedy=Words(
            sv="Se till att den tar tillbaka just de raderna, bokför den, och välj Försök igen"
            " eller markera krediteringen som klar. Lägg det som saknas på en egen kreditfaktura.",
            en="Make sure that it takes back those very rows, book it, and choose Retry or mark the"
            " credit note as done. What is missing goes on a credit invoice of its own.",
        ),
    ),
    "credit-final": Entry(
        kind=Kind.REJECTED,
        field="CreditInvoiceReference",
        message=Words(
            sv="Kreditfaktura {credit} i Fortnox är bokförd, skickad eller makulerad och kan inte"
            " ändras. Den är på {theirs}. Det som ska krediteras är {rows}.",
            en="Credit invoice {credit} in Fortnox is booked, sent or cancelled, and cannot be"
            " changed. It comes to {theirs}. To be credited is {rows}.",
        ),
        remedy=Words(
            sv="Fortnox krediterar en faktura en gång. Lägg upp en ny kreditfaktura för hand där på"
            " det som skiljer, och markera krediteringen som klar.",
            en="Fortnox credits an invoice once. Make a new credit invoice by hand there for the"
            " difference, and mark the credit note as done.",
        ),
    ),
    "credit-unfinished": Entry(
        kind=Kind.REJECTED,
        field="CreditInvoiceReference",
        message=Words(
            sv="Tamio hann göra kreditfaktura {credit} av hela faktura {invoice} i Fortnox, men får"
            " inte längre ändra den. Den ska bara ta tillbaka {rows}.",
            en="Tamio made credit invoice {credit} of all of invoice {invoice} in Fortnox, but may"
            " not change it any more. It is to take back only {rows}.",
        ),
        remedy=Words(
            sv="Öppna kreditfakturan i Fortnox, ta bort det som inte ska krediteras, bokför, och"
            " markera krediteringen som klar. Eller ge medgivandet igen och välj Försök igen.",
            en="Open the credit invoice in Fortnox, take away what is not to be credited, book it,"
            " and mark the credit note as done. Or give the consent again and choose Retry.",
        ),
    ),
    "credit-differs": Entry(
        kind=None,
        field="Total",
        message=Words(
            sv="Kreditfaktura {credit} i Fortnox blev något annat: Tamio {ours}, Fortnox {theirs}.",
            en="Credit invoice {credit} in Fortnox became something else: Tamio {ours}, Fortnox"
            " {theirs}.",
        ),
        remedy=Words(
            sv="Jämför raderna, rätta kreditfakturan i Fortnox och välj Jämför igen.",
            en="Compare the rows, correct the credit invoice in Fortnox, and choose Compare again.",
        ),
    ),
}
