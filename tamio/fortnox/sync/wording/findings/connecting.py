"""What a person meets who connects a store, or reads the chart of accounts."""

from tamio.fortnox.sync.wording.entries import Entry, Findings
from tamio.outbox.problem import Words

CONNECTING: Findings = {
    "consent-used": Entry(
        kind=None,
        field="consent",
        message=Words(
            sv="Godkännandet från Fortnox hade gått ut eller var redan använt.",
            en="The consent from Fortnox had expired or was already used.",
        ),
        remedy=Words(
            sv="Välj Anslut Fortnox och godkänn en gång till.",
            en="Choose Connect Fortnox and approve once more.",
        ),
    ),
    "consent-denied": Entry(
        kind=None,
        field="consent",
        message=Words(
            sv="Du godkände inte kopplingen i Fortnox, så inget har ändrats.",
            en="You did not approve the connection in Fortnox, so nothing has changed.",
        ),
        remedy=Words(
            sv="Välj Anslut Fortnox när du vill godkänna den.",
            en="Choose Connect Fortnox when you want to approve it.",
        ),
    ),
    "invoices-not-granted": Entry(
        kind=None,
        field="licence",
        message=Words(
            sv="Fortnox gav inget medgivande, troligen för att företaget saknar licensen för"
            " kundfakturor. Kopplingen är som den var.",
            en="Fortnox gave no consent, probably because the company lacks the licence for"
            " customer invoices. The connection is as it was.",
        ),
        remedy=Words(
            sv="Lägg till licensen i Fortnox och be om medgivandet igen. Utan den går allt annat"
            " som förut.",
            en="Add the licence in Fortnox and ask for the consent again. Without it everything"
            " else goes on as before.",
        ),
    ),
    "consent-not-given": Entry(
        kind=None,
        field="consent",
        message=Words(
            sv="Fortnox gav inte sitt godkännande utan svarade: {said}.",
            en="Fortnox did not give the consent, and answered: {said}.",
        ),
        remedy=Words(
            sv="Försök igen, eller anslut utan servicekonto.",
            en="Try again, or connect without a service account.",
        ),
    ),
    "no-answer-connecting": Entry(
        kind=None,
        field="consent",
        message=Words(
            sv="Fortnox svarar inte just nu, så kopplingen kunde inte slutföras.",
            en="Fortnox does not answer at the moment, so the connection could not be completed.",
        ),
        remedy=Words(sv="Försök igen om en stund.", en="Try again in a while."),
    ),
    "answer-not-understood": Entry(
        kind=None,
        message=Words(
            sv="Fortnox svarade något som Tamio inte förstår: {said}.",
            en="Fortnox answered something that Tamio does not understand: {said}.",
        ),
        remedy=Words(
            sv="Försök igen, eller hör av dig till supporten om det upprepas.",
            en="Try again, or contact support if it happens again.",
        ),
    ),
    "clock-is-moved": Entry(
        kind=None,
        message=Words(
            sv="Butikens klocka är framflyttad, så dess fakturor är från dagar som inte har varit.",
            en="The store’s clock was moved, so its invoices are of days that have not been.",
        ),
        remedy=Words(
            sv="Välj en annan butik att ansluta till Fortnox. Den här är till för att prova i.",
            en="Choose another store to connect to Fortnox. This one is for trying things.",
        ),
    ),
    "no-financial-year": Entry(
        kind=None,
        field="financial_year",
        message=Words(
            sv="Företaget har inget räkenskapsår i Fortnox som omfattar i dag, så kontona kunde"
            " inte läsas.",
            en="The company has no financial year in Fortnox that holds today, so its accounts"
            " could not be read.",
        ),
        remedy=Words(
            sv="Lägg upp räkenskapsåret i Fortnox och läs sedan kontona igen.",
            en="Add the financial year in Fortnox, then read the accounts again.",
        ),
    ),
}
