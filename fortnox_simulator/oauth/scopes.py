"""Which scopes exist, which resource each opens, and which licence each needs."""

SCOPES: dict[str, str] = {
    "archive": "Arkivplats",
    "article": "Artiklar",
    "assets": "Anläggningsregister",
    "bookkeeping": "Bokföring: konton, räkenskapsår, verifikat",
    "companyinformation": "Företagsinformation",
    "connectfile": "Filkopplingar",
    "costcenter": "Kostnadsställen",
    "currency": "Valutor",
    "customer": "Kunder",
    "inbox": "Inkorg",
    "invoice": "Kundfakturor",
    "noxfinansinvoice": "Fakturor till Fortnox Finans",
    "offer": "Offerter",
    "order": "Order",
    "payment": "Betalningar",
    "price": "Priser och prislistor",
    "print": "Utskriftsmallar",
    "profile": "Användarprofil",
    "project": "Projekt",
    "salary": "Löner",
    "settings": "Inställningar",
    "supplier": "Leverantörer",
    "supplierinvoice": "Leverantörsfakturor",
    "timereporting": "Tidredovisning",
    "warehouse": "Lager",
}
INTEGRATION = "integration"
LICENCE_NAMES = {
    "bookkeeping": "Bokföring",
    "integration": "Integration",
    "invoice": "Kundfaktura",
    "order": "Order",
}
LICENCES = {
    "bookkeeping": "bookkeeping",
    "invoice": "invoice",
    "offer": "order",
    "order": "order",
    "payment": "invoice",
}


def missing_licence(scope: str, licences: frozenset[str]) -> str | None:
    """The licence that the scope needs and the company does not hold."""
    needed = LICENCES.get(scope)
    return needed if needed and needed not in licences else None
