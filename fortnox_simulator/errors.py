"""Fortnox's error codes, with status and Swedish message.

Codes and texts come from the official list and from recorded answers, but for those under
GUESSED: no source gives their text, or none gives a code for the case at all.
"""

KNOWN: dict[int, tuple[int, str]] = {
    1000003: (500, "System exception"),
    1000029: (400, "Internal error"),
    1000030: (400, "Invalid response type"),
    1000031: (400, "Invalid content type"),
    2000013: (400, 'Artikelnummer "{}" används redan.'),
    2000106: (400, "Värdet måste vara alfanumeriskt ({})"),
    2000108: (400, "Värdet måste vara numeriskt ({})"),
    2000134: (400, "Värdet måste vara en boolean ({})"),
    2000204: (400, "Kunde inte hämta/hitta kund (kundnummer)"),
    2000311: (403, "Kan inte logga in, access-token eller client-secret saknas."),
    2000359: (400, "Värdet innehåller ej tillåtna tecken. ({})"),
    2000423: (400, "Kan inte hitta kontot."),
    2000428: (404, "Kan inte hitta artikeln."),
    2000429: (404, "Kan inte hitta betalningsvillkoret."),
    2000430: (404, "Kan inte hitta priset."),
    2000432: (404, "Kan inte hitta enheten."),
    2000433: (404, "Kan inte hitta kunden."),
    2000434: (404, "Kan inte hitta fakturan."),
    2000435: (404, "Kan inte hitta leveransvillkoret."),
    2000439: (404, "Kan inte hitta ordern."),
    2000587: (400, "Ett ogiltigt filter har använts."),
    2000588: (400, "Ogiltig parameter i anropet."),
    2000637: (400, "Kundnummer {} används redan."),
    2000663: (403, "Har inte behörighet för scope"),
    2000699: (400, "Värdet kan inte vara null."),
    2000729: (400, "A valid identifier was not provided."),
    2000919: (400, "Ogiltigt land: {}"),
    2001101: (400, "Det finns ingen aktiv licens för önskat scope"),
    2001103: (403, "Api-licens saknas."),
    2001161: (404, "Kan inte hitta projektet."),
    2001242: (
        400,
        "Order som sparas får inte ha en faktura genererad från sig och innehålla ändringar"
        " på värden som är låsta",
    ),
    2001265: (400, "Ogiltigt konto ({})"),
    2001302: (400, "Kunde inte hitta artikel"),
    2001303: (400, "Kunde inte hitta konto"),
    2001304: (400, "Kunde inte hitta konto"),
    2001392: (400, "Ingen eller felaktig typ av data."),
    2001399: (400, "Felaktigt fältnamn ({})"),
    2001403: (404, "Kan inte hitta det fördefinierade kontot."),
    2001411: (400, "Kunde inte hämta/hitta leveransvillkor"),
    2001700: (400, "Kunde inte hämta/hitta betalningsvillkor"),
    2001740: (400, "Inläsning av dokument misslyckades: {}"),
    2002115: (400, "Error deserializing JSON: JSON_ERROR_SYNTAX"),
    2002462: (400, "Kontot måste ha fyra siffror ({})"),
    2002649: (400, "Felaktig datastruktur."),
    2002980: (400, "Kan inte sätta typen övrig kostnad på en rad markerad som husarbete."),
    2003124: (400, "Enbart ordrar som levererats ut kan klarmarkeras"),
    2003125: (400, "Ett klarmarkerat dokument kan inte ändras"),
    2003126: (400, "Utleveransdatum kan inte vara senare än dagens datum"),
    2003151: (400, "Skattereduktion för en av de valda husarbetestyperna har upphört."),
    2003241: (400, "Migrering är redan påbörjad eller avslutad"),
    2003275: (403, "Ej autentiserad"),
    2004019: (
        400,
        "Dokument utan angiven skattereduktionstyp får inte innehålla artikelrader"
        " med husarbetestyp.",
    ),
    2004021: (
        400,
        "Dokument med skattereduktionstypen '{}' får inte innehålla rader med"
        " husarbetestypen '{}'.",
    ),
    2004052: (400, "Kontots momskod passar inte ({})"),
    2004194: (400, "Ogiltigt VAT-nummer."),
    2004344: (400, "Kunde inte hämta/hitta valuta"),
}
GUESSED: dict[int, tuple[int, str]] = {
    2000107: (400, "Värdet är för långt ({})"),
    2000310: (400, "Posten används redan"),
    2000321: (400, "Fältet är skrivskyddat ({})"),
    2000401: (400, "Systemadministratören har låst perioden t.o.m. {}"),
    2000427: (400, "Kunde inte hämta/hitta valuta"),
    2000431: (400, "Kan inte hitta prislistan."),
    2000496: (400, "Ordern är redan fakturerad."),
    2000550: (400, "Kontot {} är inte aktivt."),
    2000764: (404, "No such route"),
    2001350: (400, "Ordern är redan fakturerad eller makulerad."),
    2001600: (400, "Referensen får inte vara längre än 50 tecken."),
    2001896: (400, "Kommentaren får inte vara längre än 1024 tecken."),
    2004167: (400, "Momssatsen {} kräver att ett konto anges på raden."),
}
CATALOGUE = KNOWN | GUESSED


class FortnoxError(Exception):
    """An answer in Fortnox's ErrorInformation shape."""

    def __init__(self, code: int, *values: object, message: str = "", status: int = 0) -> None:
        known_status, template = CATALOGUE[code]
        self.code = code
        self.status = status or known_status
        self.message = message or template.format(*values)
        super().__init__(f"{self.status} {self.code} {self.message}")

    @property
    def body(self) -> dict[str, dict[str, int | str]]:
        """Keys are lower-case on 400 and upper-case on 404 in every recording; 403 was seen so."""
        keys = ("error", "message", "code")
        if self.status in {403, 404}:
            keys = ("Error", "Message", "Code")
        return {"ErrorInformation": dict(zip(keys, (1, self.message, self.code), strict=True))}
