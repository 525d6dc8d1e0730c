"""The whole world of a history: the shop, its people, its worker, and Fortnox."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from urllib.parse import parse_qs, urlsplit

import httpx2
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from fortnox_simulator.control import actions
from fortnox_simulator.state import State
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync import connect
from tamio.outbox.drain import drain
from tamio.outbox.errors import Refused
from tamio.outbox.lanes import end_leases_of_the_gone
from tamio.outbox.models import Delivery, Lane
from tests.factories import make_invoice, make_store
from tests.fortnox.sync.history.death import Process
from tests.fortnox.sync.history.goods import What, Who, buyers, moved, products_of
from tests.fortnox.sync.history.hands import PlannedHands
from tests.fortnox.sync.history.timing import Time
from tests.fortnox.sync.history.wire import Address, Moment, Wire

RETURN = "http://127.0.0.1:8000/fortnox/callback/"
BY = "owner@example.com"
GOODS, SERVICES = 3001, 3041
#: Called at each moment of each request that a worker makes.
Watcher = Callable[[Process, Moment, Address], None]


class World:
    """Everything in it happens in the order in which it is called, in one thread."""

    def __init__(
        self,
        *,
        time: Time,
        state: State,
        wire: Wire,
        http: httpx2.Client,
        gone: set[str],
        hands_at_work: list[PlannedHands],
    ) -> None:
        self.time = time
        self.fortnox = state
        self.wire = wire
        self._http = http
        self._gone = gone
        self._hands_at_work = hands_at_work
        self.tenant = next(iter(state.companies))
        self.company = state.companies[self.tenant]
        self.store = make_store()
        self.products = products_of(self.store)
        self.buyers: dict[Who, BuyerDetails] = buyers()
        self.uses_service_account = True
        #: Given, and neither withdrawn in Fortnox nor by disconnecting since.
        self.has_consent = False
        self._workers = 0

    # What the shop does

    def sell(self, who: Who, what: What) -> Invoice:
        chosen = list(self.products) if what is What.BOTH else [what]
        return make_invoice(
            store=self.store,
            contents={self.products[each]: 2 for each in chosen},
            buyer_details=self.buyers[who],
            now=self.time(),
        )

    def credit(self, invoice: Invoice, *, everything: bool) -> None:
        """Everything that is left, or one of what is left of the first line."""
        reason, now = "Retur", self.time()
        try:
            if everything:
                credit_all(invoice=invoice, reason=reason, by=BY, now=now)
            else:
                one = CreditPart(position=1, quantity=Decimal(1))
                credit(invoice=invoice, parts=[one], reason=reason, by=BY, now=now)
        except ValidationError:
            return  # nothing is left

    def move(self, who: Who, *, country: str = "SE", city: str = "Alvesta", name: str = "") -> None:
        """From the next sale on. Without a new name the buyer keeps the one there is."""
        before = self.buyers[who]
        self.buyers[who] = moved(before, country=country, city=city, name=name or before.name)

    def rename(self, what: What, name: str) -> None:
        product = self.products[what]
        product.name = name
        product.save(update_fields=["name"])

    # What its merchant does

    def connect(self) -> None:
        """Through the consent page. A merchant for whom it fails tries again another time."""
        try:
            self._connect()
        except (FortnoxError, httpx2.TransportError):
            return
        self.has_consent = True

    def disconnect(self) -> None:
        self.has_consent = False
        for connection in Connection.objects.filter(store=self.store):
            try:
                connect.disconnect(connection=connection, clock=self.time, by=BY)
            except FortnoxError:
                return

    def click(self, verb: str, invoice: Invoice) -> None:
        """What cannot be done now is refused, in words, and nothing has happened."""
        sold = Delivery.objects.filter(kind="invoice.issued", store=self.store)
        delivery = sold.get(subject_id=invoice.pk)
        now = self.time()
        try:
            match verb:
                case "submit":
                    delivery.submit_now(now=now, by=BY)
                case "retry":
                    delivery.retry(now=now, by=BY)
                case "skip":
                    delivery.skip(reason="never mind", now=now, by=BY)
        except Refused:
            return

    # What its worker does

    @property
    def lane(self) -> Lane | None:
        """None until something was sold, or a connection was made."""
        return Lane.objects.filter(store=self.store).first()

    def work(
        self,
        *,
        process: Process | None = None,
        hands: PlannedHands | None = None,
        at: Watcher = lambda process, moment, address: None,
    ) -> int:
        """A worker comes by and walks the lane until nothing is due; how many it attempted.

        If it dies, its lease is ended as that of any process of this machine that is gone.
        """
        self._workers += 1
        owner, process = f"worker {self._workers}", process or Process()
        before, self.wire.at = self.wire.at, self._moments(process, hands, at)
        self._hands_at_work.append(hands or PlannedHands([]))
        attempts = 0
        try:
            with process.lives():
                attempts = self._walk(owner, hands)
        finally:
            self.wire.at = before
            self._hands_at_work.pop()
        if process.is_dead:
            self._gone.add(owner)
            end_leases_of_the_gone()
        return attempts

    def let_the_lease_end(self) -> None:
        """As if its owner had been out of this world for as long as a lease lasts."""
        Lane.objects.filter(store=self.store, leased_until__isnull=False).update(
            leased_until=self.time()
        )

    # What Fortnox does

    def order_fault(self, **message: object) -> None:
        actions.order(self.fortnox, message)

    def expire_tokens(self) -> None:
        self.order_fault(kind="expire_tokens", tenant=self.tenant)

    def revoke_consent(self) -> None:
        self.has_consent = False
        self.order_fault(kind="revoke_consent", tenant=self.tenant)

    def be_well(self) -> None:
        self.wire.be_well()
        self.fortnox.faults.clear()
        self.company.list_lag_seconds = 0.0

    def _moments(
        self,
        process: Process,
        hands: PlannedHands | None,
        at: Watcher,
    ) -> Callable[[Moment, Address], None]:
        def moment_of_a_request(moment: Moment, address: Address) -> None:
            if process.is_aside:
                return
            if process.is_dead:
                process.die()
            at(process, moment, address)
            if hands is not None and moment is Moment.UNDER_WAY:
                hands.at_a_request()

        return moment_of_a_request

    def _walk(self, owner: str, hands: PlannedHands | None) -> int:
        lane = self.lane
        try:
            return (
                0
                if lane is None
                else drain(
                    lane_id=lane.pk,
                    owner=owner,
                    clock=self.time,
                    random=Random(1),
                    hands=hands,
                    deliveries=50,
                    seconds=3600,
                )
            )
        except DatabaseError:
            # As the engine does: the lane is taken up again later.
            return 0

    def _connect(self) -> None:
        service = self.uses_service_account
        consent = connect.begin(redirect_uri=RETURN, service_account=service, clock=self.time)
        connect.complete(
            store=self.store,
            code=self._approve(consent.url),
            redirect_uri=RETURN,
            service_account=service,
            clock=self.time,
            by=BY,
        )
        chosen = Settings.objects.get(store=self.store)
        if not chosen.has_accounts:
            chosen.goods_account, chosen.services_account = GOODS, SERVICES
            connect.choose(settings=chosen, now=self.time(), by=BY)

    def _approve(self, url: str) -> str:
        page, _question, question = url.partition("?")
        asked = {name: values[0] for name, values in parse_qs(question).items()}
        form = {**asked, "tenant": str(self.tenant), "decision": "approve"}
        answer = self._http.post(page, data=form)
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
