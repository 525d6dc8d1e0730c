"""The texts that a sale without the seller's VAT must carry (VAT Act 17:24, points 12 and 13)."""

from dataclasses import dataclass

from tamio.commerce.vat.treatments import Supply, Treatment


@dataclass(frozen=True, slots=True)
class Provision:
    """Why no VAT is charged, with the provision, in Swedish and in English."""

    sv: str
    en: str

    def text(self, language: str) -> str:
        """In `language` ("sv" or "en"). The words that the law wants stand in both."""
        return self.sv if language == "sv" else self.en


def provision(*, treatment: Treatment, supply: Supply) -> Provision | None:
    """None for a sale that carries VAT: it needs none."""
    return _PROVISIONS.get((treatment, supply))


def legal_note(*, treatment: Treatment, supply: Supply, language: str = "sv") -> str:
    """The provision's text in one language, else ""."""
    found = provision(treatment=treatment, supply=supply)
    return found.text(language) if found else ""


_REVERSE_CHARGE = Provision(
    sv="Omvänd betalningsskyldighet / Reverse charge: köparen redovisar momsen,"
    " art. 44 och 196 direktiv 2006/112/EG",
    en="Reverse charge / Omvänd betalningsskyldighet: the buyer accounts for the VAT,"
    " art. 44 and 196 of directive 2006/112/EC",
)
_PROVISIONS = {
    (Treatment.EU_BUSINESS, Supply.SERVICES): _REVERSE_CHARGE,
    (Treatment.EU_BUSINESS, Supply.ELECTRONIC): _REVERSE_CHARGE,
    (Treatment.EU_BUSINESS, Supply.GOODS): Provision(
        sv="Undantag från skatteplikt, gemenskapsintern leverans / Intra-Community supply,"
        " art. 138 direktiv 2006/112/EG",
        en="Exempt Intra-Community supply / Gemenskapsintern leverans,"
        " art. 138 of directive 2006/112/EC",
    ),
    (Treatment.EXPORT, Supply.GOODS): Provision(
        sv="Export, art. 146 direktiv 2006/112/EG",
        en="Export, art. 146 of directive 2006/112/EC",
    ),
    (Treatment.EXPORT, Supply.SERVICES): Provision(
        sv="Omsättning utomlands, art. 44 direktiv 2006/112/EG",
        en="Outside the scope of Swedish VAT, art. 44 of directive 2006/112/EC",
    ),
    (Treatment.EXPORT, Supply.ELECTRONIC): Provision(
        sv="Omsättning utomlands, art. 44 och 58 direktiv 2006/112/EG",
        en="Outside the scope of Swedish VAT, art. 44 and 58 of directive 2006/112/EC",
    ),
}
