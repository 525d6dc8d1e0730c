"""What is to be known of a sale before it is sent, in the order in which it matters."""

import re
from collections.abc import Iterable, Iterator

from babel.core import Locale

from tamio.commerce.catalogue.models import SKU_PATTERN
from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.vat.rates import SWEDISH_RATES
from tamio.fortnox.models import OrderLink, Settings
from tamio.fortnox.sync import rules
from tamio.fortnox.sync import wording as of_sending
from tamio.fortnox.sync.accounts.cells import Cell
from tamio.fortnox.sync.accounts.decider import (
    NoAccount,
    RevenueAccounts,
    Row,
    grounds,
    sold_row,
)
from tamio.fortnox.sync.accounts.vat_codes import Fit, fit
from tamio.fortnox.sync.accounts.wording import no_account
from tamio.fortnox.sync.matching.adopting import several_cards
from tamio.fortnox.sync.preview import wording
from tamio.fortnox.sync.preview.loading import Facts, StoreFacts
from tamio.fortnox.sync.preview.shapes import Level, Notice, Sums
from tamio.fortnox.sync.sale import Sale
from tamio.fortnox.sync.texts import Fitted
from tamio.outbox.states import State

#: Codes that stand for countries; a few stand for none, but it is Fortnox that decides.
_COUNTRIES = frozenset(filter(re.compile("[A-Z]{2}").fullmatch, map(str, Locale("en").territories)))
_RATES = frozenset(SWEDISH_RATES)


def of_store(facts: StoreFacts) -> Iterator[Notice]:
    """What stands in the way of every sale."""
    if facts.connection is None:
        yield wording.not_connected()
        return
    if not facts.connection.is_right_company:
        yield wording.another_company(facts.connection)
    if not facts.settings.has_accounts:
        yield wording.of_problem(of_sending.accounts_missing())


def of_sale(sale: Sale, *, facts: Facts, sums: Sums, link: OrderLink | None) -> Iterator[Notice]:
    """What stands in the way of this one, and what to look at. For one that is still to go."""
    invoice = sale.invoice
    yield from of_accounts(sale.lines, accounts=sale.accounts, facts=facts.of_store)
    yield from _of_its_way(invoice, facts, link)
    yield from _of_the_card(sale)
    if (invoice.customer_id, invoice.buyer_vat_number) in facts.invalid_vat_numbers:
        yield wording.vat_number_invalid(invoice.buyer_vat_number)
    yield from _of_the_buyer(sale, facts.of_store)
    ours = Sums(invoice.net, invoice.vat, invoice.total)
    if (ours.vat, ours.total) != (sums.vat, sums.total):
        yield wording.sums_differ(ours=ours, theirs=sums, currency=invoice.currency)
    if not invoice.total:
        yield wording.nothing_to_pay()


def of_texts(fitted: Iterable[Fitted]) -> Iterator[Notice]:
    """One a text, before and after."""
    for each in fitted:
        yield wording.text_changed(each.field, before=each.before, after=each.after)


def of_accounts(
    lines: Iterable[InvoiceLine], *, accounts: RevenueAccounts, facts: StoreFacts
) -> Iterator[Notice]:
    """Each cell, product or main choice once, however many rows stand on it."""
    if not facts.settings.has_accounts:
        return
    said, doubted = set(), set()
    for line in lines:
        row = sold_row(line, buyer_country=accounts.buyer_country)
        try:
            number = accounts.of(row)
        except NoAccount as missing:
            if missing.decision not in said:
                said.add(missing.decision)
                yield wording.of_problem(no_account(missing, product_name=line.description))
            continue
        if number is not None and _stands_for_something_else(number, row, facts):
            doubt = (number, line.vat_rate, line.vat_treatment)
            if doubt not in doubted:
                doubted.add(doubt)
                yield wording.vat_code_unlike(
                    number, code=facts.vat_codes[number], rate=line.vat_rate
                )


def _stands_for_something_else(number: int, row: Row, facts: StoreFacts) -> bool:
    """Whether the account's VAT code is known, and of another rate or treatment than the row's."""
    if row.kind in WITHOUT_VAT or number not in facts.vat_codes:
        return False
    cell = next(ground for ground in grounds(row) if isinstance(ground, Cell))
    return fit(code=facts.vat_codes[number], cell=cell) is Fit.WRONG


def _of_its_way(invoice: Invoice, facts: Facts, link: OrderLink | None) -> Iterator[Notice]:
    delivery, settings = facts.deliveries.get(invoice.pk), facts.of_store.settings
    if delivery is not None and not delivery.lane.is_open and facts.of_store.connection:
        yield wording.of_problem(of_sending.consent_lost())
    if delivery is not None and delivery.state == State.SKIPPED:
        yield wording.skipped(delivery.reason)
    if link is not None and link.tenant_id != facts.of_store.tenant_id and link.order_number:
        yield wording.in_another_company(link)
    elif link is not None and link.tenant_id == facts.of_store.tenant_id:
        yield wording.looked_for_first()
    yield from _of_rules(invoice, settings)
    if waiting := facts.waiting_credits.get(invoice.pk):
        yield wording.credits_follow(len(waiting))


def _of_rules(invoice: Invoice, settings: Settings) -> Iterator[Notice]:
    if rules.is_before_start(invoice=invoice, settings=settings):
        yield wording.before_start(settings.start_date)
    elif rules.is_left_out(invoice=invoice, settings=settings):
        yield wording.left_out()
    elif not settings.automatic:
        yield wording.by_hand_only()


def _of_the_card(sale: Sale) -> Iterator[Notice]:
    """Where it is not known yet which card is the customer's."""
    cards, match = sale.cards, sale.cards.match
    if cards.customer_key not in cards.stale():
        return
    if not match.is_read:
        unread = of_sending.finding("customers-unread")
        yield wording.of_problem(unread, level=Level.NOTE)
    if match.is_open:
        yield wording.of_problem(several_cards(match, ours=cards.customer.name or ""))


def _of_the_buyer(sale: Sale, facts: StoreFacts) -> Iterator[Notice]:
    invoice = sale.invoice
    if invoice.currency not in facts.currencies:
        yield wording.currency_unknown(invoice.currency)
    if sale.cards.customer.country_code not in _COUNTRIES:
        yield wording.country_unknown(sale.cards.customer.country_code or "")
    taxed = [line for line in sale.lines if line.kind not in WITHOUT_VAT]
    taxed_in = {(line.vat_rate, line.vat_country or invoice.buyer_country) for line in taxed}
    for rate, country in sorted(taxed_in):
        if rate not in _RATES:
            yield wording.rate_abroad(rate, country=country)
    if len({line.vat_treatment for line in taxed}) > 1:
        yield wording.mixed_treatments()
    for sku in sale.cards.articles:
        if not re.fullmatch(SKU_PATTERN, sku):
            yield wording.bad_identifier(sku)
