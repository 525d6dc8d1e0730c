"""Cells in words, in both languages: on the page, in errors, and in what a submission answers."""

from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.sync.accounts.cells import Cell, Place, Taxed
from tamio.fortnox.sync.accounts.decider import Ground, Main
from tamio.look.formats import country_name
from tamio.outbox.problem import Words

PLACES = {
    Place.GOODS: Words(sv="Varor", en="Goods"),
    Place.SERVICES: Words(sv="Tjänster", en="Services"),
    Place.SHIPPING: Words(sv="Frakt", en="Shipping"),
    Place.FEE: Words(sv="Avgifter", en="Fees"),
    Place.DISCOUNT: Words(sv="Rabatter", en="Discounts"),
    Place.ROUNDING: Words(sv="Öresavrundning", en="Öre rounding"),
    Place.GIFT_CARDS: Words(sv="Sålda presentkort (skuld)", en="Gift cards sold (a debt)"),
}
_TREATMENTS = {
    Treatment.DOMESTIC: Words(sv="Sverige", en="Sweden"),
    Treatment.EU_BUSINESS: Words(sv="EU, företag", en="EU, businesses"),
    Treatment.EU_CONSUMER: Words(
        sv="EU, konsumenter, svensk moms", en="EU, consumers, Swedish VAT"
    ),
    Treatment.OSS: Words(sv="EU, konsumenter, OSS", en="EU, consumers, OSS"),
    Treatment.EXPORT: Words(sv="Utanför EU", en="Outside the EU"),
}
_BOTH = ("sv", "en")
_MAIN = {
    Main.GOODS: Words(sv="Intäktskonto för fysiska varor", en="Revenue account for physical goods"),
    Main.SERVICES: Words(sv="Intäktskonto för tjänster", en="Revenue account for services"),
}


def taxed_words(taxed: Taxed) -> Words:
    """`Sweden, 25%`; `EU, consumers, OSS, Germany`."""
    words = _TREATMENTS[taxed.treatment]
    if taxed.rate is not None:
        rate = f"{taxed.rate.normalize():f}"
        swedish = rate.replace(".", ",")
        return Words(
            sv=f"{words.sv}, {swedish}\N{NO-BREAK SPACE}%",
            en=f"{words.en}, {rate}%",
        )
    if taxed.country:
        names = {language: country_name(taxed.country, language=language) for language in _BOTH}
        return Words(sv=f"{words.sv}, {names['sv']}", en=f"{words.en}, {names['en']}")
    return words


def cell_words(cell: Cell) -> Words:
    """`Goods – Sweden, 25%`."""
    place = PLACES[cell.place]
    if cell.taxed is None:
        return place
    how = taxed_words(cell.taxed)
    return Words(sv=f"{place.sv} – {how.sv}", en=f"{place.en} – {how.en}")


def ground_words(ground: Ground, *, product_name: str = "") -> Words:
    """What an account was chosen for, with the name of the product if it is a product's own."""
    if isinstance(ground, Main):
        return _MAIN[ground]
    if isinstance(ground, Cell):
        return cell_words(ground)
    return Words(sv=f"Produkten {product_name}".strip(), en=f"The product {product_name}".strip())
