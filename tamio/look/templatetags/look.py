"""Template tags of every door: amounts, numbers, times, icons."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tamio.look import formats
from tamio.look.addresses import reverse
from tamio.store_clock import now

register = template.Library()


def _language() -> str:
    return (get_language() or "sv")[:2]


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """`{{ invoice.total|money:invoice.currency }}`."""
    return formats.money_text(amount, currency=currency, language=_language())


@register.filter
def price(amount: Decimal, currency: str) -> str:
    """`{{ line.unit_price|price:invoice.currency }}`: with as many decimals as it has."""
    return formats.money_text(amount, currency=currency, language=_language(), most_decimals=4)


@register.filter
def number(value: Decimal | int) -> str:
    """`{{ line.quantity|number }}`."""
    return formats.number_text(value, language=_language())


@register.filter
def percent(value: Decimal | int) -> str:
    """`{{ line.vat_rate|percent }}`."""
    return formats.percent_text(value, language=_language())


@register.filter
def weight(grams: int) -> str:
    """`{{ variant.weight|weight }}`, of whole grams."""
    return formats.weight_text(grams, language=_language())


@register.filter
def day(value: date) -> str:
    """`{{ invoice.invoice_date|day }}`."""
    return formats.date_text(value, language=_language())


@register.simple_tag
def today_in(store: Any) -> date:
    """`{% today_in store as today %}`: the day that its clock says."""
    found: date = store.date_of(now())
    return found


@register.filter
def country(code: str) -> str:
    """`{{ invoice.buyer_country|country }}`."""
    return formats.country_name(code, language=_language())


@register.filter
def when(instant: datetime) -> SafeString:
    """`{{ event.at|when }}`: a <time> with the short form, the full one on hover."""
    local = timezone.localtime(instant)
    today = timezone.localdate(now())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        f"{local:%Y-%m-%d %H:%M:%S}",
        formats.time_text(local, today=today, language=_language()),
    )


class AddressNode(URLNode):
    """`{% url %}` with an address that has been worked out before. `as` is left to Django."""

    def render(self, context: Context) -> str:
        if self.asvar:
            return super().render(context)
        match = getattr(getattr(context, "request", None), "resolver_match", None)
        address = reverse(
            self.view_name.resolve(context),
            args=[each.resolve(context) for each in self.args],
            kwargs={name: each.resolve(context) for name, each in self.kwargs.items()},
            current_app=match.namespace if match else None,
        )
        return conditional_escape(address) if context.autoescape else address


@register.tag("url")
def url(parser: Parser, token: Token) -> AddressNode:
    node = django_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`: a decorative icon out of look/icons.svg, in the text's colour."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("look/icons.svg"),
        name,
    )
