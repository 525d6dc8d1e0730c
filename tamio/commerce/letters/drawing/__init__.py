"""Draws a letter as text and as HTML, out of the same pieces."""

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Paragraph
from tamio.commerce.letters.drawing import html, text
from tamio.commerce.letters.look import Look
from tamio.commerce.mail.queueing import Letter


def draw(body: Body, *, look: Look) -> Letter:
    """Call with the letter's language in force."""
    blocks: list[Block] = []
    if body.name:
        blocks.append(Paragraph(_("Hello %(name)s,") % {"name": body.name}))
    if look.greeting:
        blocks.append(Paragraph(look.greeting))
    blocks += body.blocks
    if look.footer:
        blocks.append(Paragraph(look.footer))
    return Letter(
        language=look.language,
        subject=body.subject,
        text=text.drawn(body.title, blocks, look=look),
        html=html.drawn(body.title, blocks, look=look),
    )
