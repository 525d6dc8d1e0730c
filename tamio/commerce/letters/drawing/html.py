"""A letter as HTML that mail programs can draw: tables, and styles at each tag, nothing loaded but
the store's logo. Works without pictures, on a phone, and with the colours of a dark mail program.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from tamio.commerce.letters.blocks import (
    Block,
    Button,
    Card,
    Facts,
    Goods,
    Heading,
    Link,
    Paragraph,
)
from tamio.commerce.letters.colours import words_on
from tamio.commerce.letters.look import Look

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_INK, _QUIET, _LINE, _GROUND = "#1b1c20", "#5d606b", "#e4e4e8", "#f4f4f5"
_TABLE = mark_safe('role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"')
_RIGHT = (
    f"padding:6px 0 6px 12px;text-align:right;vertical-align:top;white-space:nowrap;color:{_INK}"
)

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title}</title>
</head>
<body style="margin:0;padding:0;background:{ground};color:{ink}">
<table {table} style="background:{ground}"><tr><td align="center" style="padding:24px 12px">
<table {table} style="max-width:600px;background:#ffffff;border-radius:8px;{font};font-size:16px;\
line-height:1.5;color:{ink}">
<tr><td style="padding:24px 28px 0;border-top:4px solid {accent};border-radius:8px 8px 0 0">\
{name}</td></tr>
<tr><td style="padding:16px 28px 28px">
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;font-weight:650">{title}</h1>
{blocks}
</td></tr>
<tr><td style="padding:16px 28px 24px;border-top:1px solid {line};font-size:13px;color:{quiet}">\
{seller}</td></tr>
</table>
</td></tr></table>
</body>
</html>
"""


def drawn(title: str, blocks: Sequence[Block], *, look: Look) -> str:
    return format_html(
        _PAGE,
        language=look.language,
        title=title,
        name=_name(look),
        accent=look.accent,
        blocks=format_html_join("\n", "{}", ((_piece(block, look),) for block in blocks)),
        seller=format_html_join(mark_safe("<br>"), "{}", ((line,) for line in look.seller)),
        font=mark_safe(_FONT),  # noqa: S308 - a constant of ours
        table=_TABLE, ground=_GROUND, ink=_INK, quiet=_QUIET, line=_LINE,
    )  # fmt: skip


def _name(look: Look) -> SafeString:
    if look.logo:
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" style="display:block">',
            look.logo.address,
            look.name,
            look.logo.width,
            look.logo.height,
        )
    return format_html('<span style="font-size:16px;font-weight:650">{}</span>', look.name)


def _piece(block: Block, look: Look) -> SafeString:
    match block:
        case Heading(text):
            return format_html(
                '<h2 style="margin:28px 0 8px;font-size:17px;line-height:1.3;font-weight:650">{}'
                "</h2>",
                text,
            )
        case Paragraph(text, small):
            return _paragraph(text, small=small)
        case Button(label, address):
            return _button(label, address, look)
        case Link(label, address):
            return format_html(
                '<p style="margin:0 0 12px"><a href="{}" style="color:{}">{}</a></p>',
                address, _INK, label,
            )  # fmt: skip
        case Facts(rows, last_is_sum):
            return _facts(rows, last_is_sum=last_is_sum)
        case Card():
            return _card(block, look)
        case Goods(rows):
            return _goods(rows)


def _paragraph(text: str, *, small: bool) -> SafeString:
    style = f"margin:0 0 12px;font-size:14px;color:{_QUIET}" if small else "margin:0 0 12px"
    drawn_lines = linebreaks(text, autoescape=True)
    styled = drawn_lines.replace("<p>", f'<p style="{style}">')
    return mark_safe(styled)  # noqa: S308 - escaped by linebreaks


_BUTTON = """<table role="presentation" cellpadding="0" cellspacing="0" border="0" \
style="margin:20px 0"><tr><td style="background:{fill};border-radius:6px"><a href="{address}" \
style="display:inline-block;padding:12px 22px;color:{words};font-weight:600;text-decoration:none">\
{label}</a></td></tr></table>"""


def _button(label: str, address: str, look: Look) -> SafeString:
    return format_html(
        _BUTTON, fill=look.accent, words=words_on(look.accent), address=address, label=label
    )


_CARD = """<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="margin:8px 0 24px;background:{fill};border-radius:14px;color:{words}"><tr>\
<td style="padding:22px 24px 0;font-size:15px;font-weight:650;color:{words}">{name}</td>\
<td style="padding:22px 24px 0;font-size:13px;text-align:right;color:{words}">{label}</td></tr>\
<tr><td colspan="2" style="padding:26px 24px 6px;font-size:40px;line-height:1.1;font-weight:700;\
color:{words}">{worth}</td></tr>\
<tr><td colspan="2" style="padding:14px 24px 4px"><span style="display:inline-block;padding:8px \
14px;border-radius:8px;background:#ffffff;color:{ink};font-family:ui-monospace,SFMono-Regular,\
Menlo,Consolas,monospace;font-size:19px;font-weight:600;letter-spacing:1px;white-space:nowrap">\
{code}</span></td></tr>\
<tr><td colspan="2" style="padding:8px 24px 22px;font-size:13px;color:{words}">{below}</td></tr>\
</table>"""


def _card(card: Card, look: Look) -> SafeString:
    return format_html(
        _CARD, fill=look.accent, words=words_on(look.accent), ink=_INK, name=look.name,
        label=card.label, worth=card.worth, code=card.code, below=card.below,
    )  # fmt: skip


def _facts(rows: Sequence[tuple[str, str]], *, last_is_sum: bool) -> SafeString:
    last = len(rows) - 1
    drawn_rows = [_fact(*row, is_sum=last_is_sum and at == last) for at, row in enumerate(rows)]
    return _table(drawn_rows)


def _fact(term: str, value: str, *, is_sum: bool) -> SafeString:
    heavier = f"border-top:1px solid {_LINE};font-weight:650;" if is_sum else ""
    return format_html(
        '<tr><td style="{}padding:4px 12px 4px 0;vertical-align:top;color:{}">{}</td>'
        '<td style="{}padding:4px 0;text-align:right;vertical-align:top">{}</td></tr>',
        heavier, _INK if is_sum else _QUIET, term, heavier, value,
    )  # fmt: skip


def _goods(rows: Sequence[tuple[str, str, str]]) -> SafeString:
    return _table(
        [
            format_html(
                '<tr><td style="padding:6px 0;vertical-align:top">{}{}</td>'
                '<td style="{}">{}</td></tr>',
                text,
                format_html('<br><span style="font-size:14px;color:{}">{}</span>', _QUIET, count)
                if count
                else "",
                _RIGHT,
                amount,
            )
            for text, count, amount in rows
        ]
    )


def _table(rows: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<table {} style="margin:0 0 12px;font-size:15px">{}</table>',
        _TABLE,
        format_html_join("", "{}", ((row,) for row in rows)),
    )
