"""What is wrong with one document, in a way that no code of Fortnox's says."""

from tamio.fortnox.sync.wording.entries import SUPPORT, Entry, Findings, Kind
from tamio.outbox.problem import Words

DOCUMENTS: Findings = {
    "refused": Entry(
        kind=Kind.REJECTED,
        message=Words(
            sv="Fortnox tar inte emot det här[ ({field})], och säger: ”{said}”.",
            en="Fortnox does not accept this[ ({field})], and says: “{said}”.",
        ),
        remedy=Words(
            sv="Rätta uppgiften hos kunden eller produkten i Tamio, eller på kortet i Fortnox, och"
            " välj Försök igen. Inget har sparats i Fortnox. Är det oklart vad som menas, hör av"
            " dig till supporten.",
            en="Correct it on the customer or product in Tamio, or on the card in Fortnox, and"
            " choose Retry. Nothing was saved in Fortnox. If it is unclear what is meant, contact"
            " support.",
        ),
    ),
    "ours": Entry(
        kind=Kind.BUG,
        message=Words(
            sv="Tamio skickade något som Fortnox inte förstår, och felet är vårt.",
            en="Tamio sent something that Fortnox does not understand, and the error is ours.",
        ),
        remedy=SUPPORT,
    ),
    "cancelled": Entry(
        kind=None,
        field="Cancelled",
        message=Words(
            sv="Order {order} är makulerad i Fortnox, men fakturan gäller i Tamio.",
            en="Order {order} is cancelled in Fortnox, but the invoice stands in Tamio.",
        ),
        remedy=Words(
            sv="Stäm av med den som makulerade ordern. Tamio skickar den inte igen.",
            en="Settle it with whoever cancelled the order. Tamio does not send it again.",
        ),
    ),
    "sums": Entry(
        kind=None,
        field="Total",
        message=Words(
            sv="Order {order} i Fortnox har andra belopp än faktura {invoice}. {pairs}",
            en="Order {order} in Fortnox has other amounts than invoice {invoice}. {pairs}",
        ),
        remedy=Words(
            sv="Jämför raderna och rätta ordern i Fortnox innan den faktureras.",
            en="Compare the rows and correct the order in Fortnox before it is invoiced.",
        ),
    ),
}
