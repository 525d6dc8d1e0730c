"""The code that a phone reads to pay by Swish: whom, how much, and what for.

Its form is Swish's own (C2B QR): `C`, payee, amount with a decimal comma, message, and a mask of
what the payer may change: nothing.
"""

from decimal import Decimal
from urllib.parse import quote

import segno

#: Swish cuts longer messages.
_LONGEST_MESSAGE = 50
_NOTHING_EDITABLE = 0


def payload(*, payee: str, amount: Decimal, message: str) -> str:
    """Of SEK, above 0. Raises ValueError otherwise."""
    if amount <= 0:
        raise ValueError(f"nothing to pay: {amount}")
    sum_ = f"{amount:.2f}".replace(".", ",")
    return f"C{payee};{sum_};{quote(message[:_LONGEST_MESSAGE])};{_NOTHING_EDITABLE}"


def qr_svg(text: str) -> str:
    """An SVG of its own size, black on white: cameras find no code on a dark ground."""
    code = segno.make_qr(text, error="m")
    return str(
        code.svg_inline(border=2, dark="#000000", light="#ffffff", omitsize=True, svgclass=None)
    )
