"""What a field means for the books: a term of accountants', and a sentence or two behind a "?".

A form says so in `meanings`, by the name of the field; `{% field %}` draws it beside the label,
for mouse, keyboard and whoever listens, with or without JavaScript:

    class ProductForm(forms.ModelForm):
        meanings: ClassVar[Meanings] = {"vat_class": VAT_CLASS}
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tamio.look.chips import Text


@dataclass(frozen=True, slots=True)
class Meaning:
    """`term` is Swedish whoever reads: it is what stands in the books and at the authorities'."""

    term: str
    text: Text


Meanings = Mapping[str, Meaning]
